package io.earshot.scoring.access;

import io.earshot.access.KeysFile;
import io.earshot.access.Scope;
import io.earshot.access.Session;
import io.earshot.access.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Asks for an access key with the scope {@code read} on every path of the API: {@code Authorization: Bearer KEY}, or {@code ?key=KEY} where a
 * browser can't set a header, or the cookie of somebody who signed in to the pages; a header wins over the parameter, and that over the cookie.
 */
public final class AccessFilter implements WebFilter {

    /** The request attribute with the key's store. */
    public static final String STORE = "io.earshot.store";

    /** The parameter with an access key. It is a secret: in no message and no log. */
    public static final String KEY = "key";

    /** What a key has to allow, for the API and for the pages. */
    static final Scope SCOPE = Scope.READ;

    private static final String BEARER = "Bearer ";
    // a pattern, so that an encoded path is seen as the controllers see it
    private static final PathPattern GUARDED = PathPatternParser.defaultInstance.parse("/v1/**");

    private final KeysFile keys;
    private final Sessions sessions;

    AccessFilter(KeysFile keys, Sessions sessions) {
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
            return Mono.error(AccessDeniedException.forbidden(SameOrigin.REFUSAL));
        }
        Verdict verdict = session.map(one -> keys.keys().decide(one, SCOPE))
                .orElseGet(() -> keys.keys().decide(key, request.getHeaders().getOrigin(), SCOPE));
        if (verdict instanceof Verdict.Granted granted) {
            Caller caller = new Caller(granted.key(), session.orElse(null));
            exchange.getAttributes().put(STORE, caller.store());
            exchange.getAttributes().put(Caller.ATTRIBUTE, caller);
            if (session.isPresent()) {
                // caches know not to share what came with a header, but not what came with a cookie
                exchange.getResponse().getHeaders().setCacheControl(CacheControl.noStore());
            }
            return chain.filter(exchange);
        }
        return Mono.error(
                verdict instanceof Verdict.Unknown unknown
                        ? AccessDeniedException.unknown(unknown.reason())
                        : AccessDeniedException.forbidden(((Verdict.Forbidden) verdict).reason()));
    }

    private static @Nullable String key(ServerHttpRequest request) {
        String header = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : request.getQueryParams().getFirst(KEY);
    }
}
