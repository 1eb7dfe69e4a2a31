package io.earshot.scoring.access;

import io.earshot.access.AccessKey;
import io.earshot.access.KeysFile;
import io.earshot.access.Scope;
import io.earshot.access.Verdict;
import org.jspecify.annotations.Nullable;
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
 * browser can't set a header; a header wins.
 */
public final class AccessFilter implements WebFilter {

    /** The request attribute with the key's store. */
    public static final String STORE = "io.earshot.store";

    /** The parameter with an access key. It is a secret: in no message and no log. */
    public static final String KEY = "key";

    /** The request attribute with the key itself, an {@link AccessKey}. */
    public static final String ACCESS_KEY = "io.earshot.access-key";

    private static final String BEARER = "Bearer ";
    // a pattern, so that an encoded path is seen as the controllers see it
    private static final PathPattern GUARDED = PathPatternParser.defaultInstance.parse("/v1/**");

    private final KeysFile keys;

    AccessFilter(KeysFile keys) {
        this.keys = keys;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (!GUARDED.matches(request.getPath().pathWithinApplication())) {
            return chain.filter(exchange);
        }
        Verdict verdict = keys.keys().decide(key(request), request.getHeaders().getOrigin(), Scope.READ);
        if (verdict instanceof Verdict.Granted granted) {
            exchange.getAttributes().put(STORE, granted.key().store());
            exchange.getAttributes().put(ACCESS_KEY, granted.key());
            return chain.filter(exchange);
        }
        return Mono.error(
                verdict instanceof Verdict.Unknown unknown
                        ? AccessDeniedException.unknown(unknown.reason())
                        : AccessDeniedException.forbidden(((Verdict.Forbidden) verdict).reason()));
    }

    /** Whether a key that was let in would be now: for what lasts longer than a request. */
    public boolean stillAllows(AccessKey key) {
        return keys.keys().keys().contains(key);
    }

    private static @Nullable String key(ServerHttpRequest request) {
        String header = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : request.getQueryParams().getFirst(KEY);
    }
}
