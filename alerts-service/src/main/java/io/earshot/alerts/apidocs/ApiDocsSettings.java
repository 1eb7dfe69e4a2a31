package io.earshot.alerts.apidocs;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param server the address under which clients reach the service; {@code /} stands for where they read the description */
@ConfigurationProperties("earshot.alerts.api-docs")
record ApiDocsSettings(@DefaultValue("/") String server) {

    ApiDocsSettings {
        if (!server.equals("/") && !isAddress(server)) {
            throw new IllegalArgumentException("EARSHOT_ALERTS_API_URL: " + server
                    + " (expected: / or an address such as https://cases.shop.example)");
        }
    }

    private static boolean isAddress(String server) {
        try {
            URI uri = URI.create(server);
            boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return isWeb && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
