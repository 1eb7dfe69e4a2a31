package io.earshot.alerts.access;

import io.earshot.access.Scope;
import io.earshot.access.Verdict;
import io.earshot.alerts.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/** Lets only support keys through to the API, and says whose store it is. */
@Component
final class AccessFilter implements WebFilter {

    private static final String BEARER = "Bearer ";
    // a pattern, so that an encoded path is seen as the controllers see it
    private static final PathPattern GUARDED = PathPatternParser.defaultInstance.parse("/v1/**");

    private final KeysFileWatch keys;

    AccessFilter(KeysFileWatch keys) {
        this.keys = keys;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!GUARDED.matches(request.getPath().pathWithinApplication())) {
            return chain.filter(exchange);
        }
        Verdict verdict = keys.keys().decide(key(request), request.getHeaders().getOrigin(), Scope.SUPPORT);
        if (verdict instanceof Verdict.Granted granted) {
            exchange.getAttributes().put(Caller.ATTRIBUTE, new Caller(granted.key()));
            return chain.filter(exchange);
        }
        return Mono.error(
                verdict instanceof Verdict.Forbidden forbidden
                        ? ProblemException.forbidden(forbidden.reason())
                        : ProblemException.unauthorized(((Verdict.Unknown) verdict).reason()));
    }

    private static @Nullable String key(ServerHttpRequest request) {
        String header = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }
}
