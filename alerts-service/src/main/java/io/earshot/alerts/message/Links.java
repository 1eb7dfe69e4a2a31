package io.earshot.alerts.message;

import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people find the inbox.
 *
 * @param publicUrl its address as people's browsers see it, http or https; empty: messages have no links
 */
@ConfigurationProperties("earshot.alerts.messages")
public record Links(@DefaultValue("") String publicUrl) {

    public Links {
        publicUrl = publicUrl.strip().replaceAll("/+$", "");
        if (!publicUrl.isEmpty() && !isUsable(publicUrl)) {
            throw new IllegalArgumentException(
                    "public-url: " + publicUrl + " (expected: such as https://alerts.shop.example)");
        }
    }

    private static boolean isUsable(String url) {
        try {
            URI uri = URI.create(url);
            boolean isHttp = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return isHttp && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The page of a case, null if the address is not set. */
    public @Nullable String caseAt(UUID caseId) {
        return publicUrl.isEmpty() ? null : publicUrl + "/cases/" + caseId;
    }

    /** The inbox, null if the address is not set. */
    public @Nullable String inbox() {
        return publicUrl.isEmpty() ? null : publicUrl + "/";
    }
}
