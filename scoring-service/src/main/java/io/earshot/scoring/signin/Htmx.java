package io.earshot.scoring.signin;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** How a request for a page was made: by a person's browser as such, or by htmx for a part of a page. */
final class Htmx {

    /** The address of the page that asks for a part. */
    static final String CURRENT_URL = "HX-Current-URL";

    /** Sends the whole page elsewhere, where a redirect would bring another page into a part of this one. */
    static final String REDIRECT = "HX-Redirect";

    private Htmx() {}

    static boolean isPart(ServerHttpRequest request) {
        return "true".equals(request.getHeaders().getFirst("HX-Request"));
    }

    static boolean isReading(ServerHttpRequest request) {
        return request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
    }

    /** Whether a page is wanted; a program that takes anything gets what programs understand. */
    static boolean wantsPage(ServerHttpRequest request) {
        return request.getHeaders().getAccept().stream().anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype);
    }
}
