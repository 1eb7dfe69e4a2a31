package io.earshot.alerts.access;

import io.earshot.access.Scope;
import io.earshot.access.Session;
import io.earshot.access.Verdict;
import io.earshot.alerts.problem.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Lets only support keys through to the API, and says whose store it is: {@code Authorization: Bearer KEY}, or without such a header the cookie of
 * somebody who signed in to the pages.
 */
@Component
final class AccessFilter implements WebFilter {

    /** What a key has to allow, for the API and for the pages. */
    static final Scope SCOPE = Scope.SUPPORT;

    private static final String BEARER = "Bearer ";
    // a pattern, so that an encoded path is seen as the controllers see it
    private static final PathPattern GUARDED = PathPatternParser.defaultInstance.parse("/v1/**");

    private final KeysFileWatch keys;
    private final Sessions sessions;

    AccessFilter(KeysFileWatch keys, Sessions sessions) {
        this.keys = keys;
        this.sessions = sessions;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!GUARDED.matches(request.getPath().pathWithinApplication())) {
            return chain.filter(exchange);
        }
        String key = key(request);
        Optional<Session> session = key == null ? sessions.of(request) : Optional.empty();
        if (session.isPresent() && !SameOrigin.allows(request)) {
            return Mono.error(ProblemException.forbidden(SameOrigin.REFUSAL));
        }
        Verdict verdict = session.map(one -> keys.keys().decide(one, SCOPE))
                .orElseGet(() -> keys.keys().decide(key, request.getHeaders().getOrigin(), SCOPE));
        if (verdict instanceof Verdict.Granted granted) {
            exchange.getAttributes().put(Caller.ATTRIBUTE, new Caller(granted.key(), session.orElse(null)));
            if (session.isPresent()) {
                // caches know not to share what came with a header, but not what came with a cookie
                exchange.getResponse().getHeaders().setCacheControl(CacheControl.noStore());
            }
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
