package io.earshot.access;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The origin of a web page, written as browsers send it in the {@code Origin} header. */
final class WebOrigin {

    private static final Pattern ORIGIN =
            Pattern.compile("([a-z][a-z0-9+.-]*)://([a-z0-9._-]+|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?/?");
    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);

    private WebOrigin() {}

    /**
     * The origin as browsers send it: scheme and host in lower case, no slash at the end, no default port. So that a request's header can be
     * compared as it is.
     *
     * @throws IllegalArgumentException if the text is no origin; {@code null} and {@code *} are none either
     */
    static String canonical(String text) {
        Matcher parts = ORIGIN.matcher(text.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw notAnOrigin(text);
        }
        String origin = parts.group(1) + "://" + parts.group(2);
        if (parts.group(3) == null) {
            return origin;
        }
        int port = Integer.parseInt(parts.group(3));
        if (port < 1 || port > 65_535) {
            throw notAnOrigin(text);
        }
        return DEFAULT_PORTS.getOrDefault(parts.group(1), 0) == port ? origin : origin + ":" + port;
    }

    private static IllegalArgumentException notAnOrigin(String text) {
        return new IllegalArgumentException("origin \"" + text
                + "\" (expected: scheme://host or scheme://host:port, such as https://shop.example;"
                + " other letters in a host in their xn-- form)");
    }
}
