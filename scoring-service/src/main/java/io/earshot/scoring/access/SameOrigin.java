package io.earshot.scoring.access;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The guard against changes that another site asks for in the name of somebody who is signed in here: browsers send the cookie along, but they
 * also say where a request comes from, and no page can forge that.
 */
final class SameOrigin {

    /** What a refused request is told. */
    static final String REFUSAL = "the request was not sent by a page of this service"
            + " (expected: Sec-Fetch-Site: same-origin, or an Origin equal to the service's own)";

    private static final String FETCH_SITE = "Sec-Fetch-Site";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private SameOrigin() {}

    /** Whether the request changes nothing, or a page of this origin sent it. */
    static boolean allows(ServerHttpRequest request) {
        return READING.contains(request.getMethod()) || isFromHere(request);
    }

    private static boolean isFromHere(ServerHttpRequest request) {
        List<String> site = request.getHeaders().getOrEmpty(FETCH_SITE);
        // sent over TLS and to localhost; over plain HTTP and by older browsers there is the origin alone
        return site.isEmpty()
                ? own(request).equals(request.getHeaders().getOrigin())
                : site.equals(List.of("same-origin"));
    }

    static String own(ServerHttpRequest request) {
        String host = request.getHeaders().getFirst(HttpHeaders.HOST);
        return (isOverTls(request) ? "https://" : "http://") + (host == null ? "" : host.toLowerCase(Locale.ROOT));
    }

    /** Whether the browser's connection is encrypted. A client that claims so without a proxy harms nobody but itself. */
    static boolean isOverTls(ServerHttpRequest request) {
        return "https".equals(request.getURI().getScheme())
                || "https".equalsIgnoreCase(request.getHeaders().getFirst("X-Forwarded-Proto"));
    }
}
