package io.earshot.alerts.signin;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;

/** What browsers are told with every page: run nothing but the service's own files, be framed by nobody, keep nothing. */
final class PageHeaders {

    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "font-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'");

    private PageHeaders() {}

    /** Adds them; files that may be kept say so themselves later. */
    static void addTo(HttpHeaders headers) {
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "same-origin");
        headers.setCacheControl(CacheControl.noStore());
    }
}
