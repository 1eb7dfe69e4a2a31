package io.earshot.alerts.tracing;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where spans go.
 *
 * @param url of a collector that takes OTLP over HTTP, {@code http://collector:4318/v1/traces}; empty: there are none
 */
@ConfigurationProperties("earshot.tracing")
record TracingProperties(@DefaultValue("") String url) {

    TracingProperties {
        if (!url.isEmpty() && !isHttp(url)) {
            throw new IllegalArgumentException(
                    "EARSHOT_TRACING_URL: " + url + " (expected: http://HOST:4318/v1/traces, or nothing)");
        }
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
