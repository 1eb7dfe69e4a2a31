package io.earshot.alerts.signin;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the pages of the services find each other.
 *
 * @param boardUrl where people open the score board, an address or a path; blank: nobody is led there
 */
@ConfigurationProperties("earshot.pages")
record PageProperties(@DefaultValue("") String boardUrl) {

    PageProperties {
        boardUrl = boardUrl.strip();
        if (!boardUrl.isEmpty() && !isAddress(boardUrl)) {
            throw new IllegalArgumentException("EARSHOT_BOARD_URL: " + boardUrl
                    + " (expected: an address such as https://scores.shop.example, or nothing)");
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
