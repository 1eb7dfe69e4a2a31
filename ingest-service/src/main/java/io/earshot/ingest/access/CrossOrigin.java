package io.earshot.ingest.access;

import io.earshot.access.KeysFile;
import io.earshot.ingest.http.Problem;
import io.earshot.ingest.http.ProblemException;
import java.time.Duration;
import java.util.List;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets pages of the listed origins read the answers, errors included, and answers the preflights of browsers. This is no access control: who may
 * do what is decided by the key, in {@link GuardedRoutes}, since a beacon comes without a preflight. A preflight carries no key, so it is
 * answered for an origin that any key lists.
 *
 * <p>Not Spring's filter: that one refuses actual requests itself (an unlisted origin, an unknown method) where the guard and the routes have
 * the better answer, and looks at headers of requests without origin, which are nearly all there are.
 */
final class CrossOrigin implements WebFilter, Ordered {

    private static final List<HttpMethod> METHODS = List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE);
    private static final List<String> HEADERS =
            List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_ENCODING);
    private static final String EXPOSED = HttpHeaders.RETRY_AFTER + ", RateLimit, RateLimit-Policy";

    /** How long a browser may remember a preflight: a revoked origin is refused by the guard at once all the same. */
    private static final Duration MAX_AGE = Duration.ofHours(1);

    private final KeysFile keys;

    CrossOrigin(KeysFile keys) {
        this.keys = keys;
    }

    /** Before every other filter that may refuse a request: pages are to read why. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 10;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        HttpHeaders response = exchange.getResponse().getHeaders();
        response.set(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        String origin = exchange.getRequest().getHeaders().getFirst(HttpHeaders.ORIGIN);
        if (origin == null) {
            return chain.filter(exchange);
        }
        boolean listed = keys.keys().lists(origin);
        if (listed) {
            response.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            response.set(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
            response.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
        }
        if (!CorsUtils.isPreFlightRequest(exchange.getRequest())) {
            return chain.filter(exchange);
        }
        return listed
                ? allow(exchange.getResponse())
                : Mono.error(new ProblemException(Problem.originNotListed(origin)));
    }

    private static Mono<Void> allow(ServerHttpResponse response) {
        HttpHeaders headers = response.getHeaders();
        headers.setAccessControlAllowMethods(METHODS);
        headers.setAccessControlAllowHeaders(HEADERS);
        headers.setAccessControlMaxAge(MAX_AGE);
        return response.setComplete();
    }
}
