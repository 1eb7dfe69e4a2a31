package io.earshot.scoring.signin;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the pages of the services find each other.
 *
 * @param inboxUrl where people open the inbox, an address or a path; blank: nobody is led there
 */
@ConfigurationProperties("earshot.pages")
record PageProperties(@DefaultValue("") String inboxUrl) {

    PageProperties {
        inboxUrl = inboxUrl.strip();
        if (!inboxUrl.isEmpty() && !isAddress(inboxUrl)) {
            throw new IllegalArgumentException("EARSHOT_INBOX_URL: " + inboxUrl
                    + " (expected: an address such as https://inbox.shop.example, or nothing)");
        }
    }

    private static boolean isAddress(String text) {
        try {
            URI address = URI.create(text);
            return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
