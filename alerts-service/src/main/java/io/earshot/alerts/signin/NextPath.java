package io.earshot.alerts.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.UriUtils;

/**
 * Where somebody wanted to go before they had to sign in: always a page of this service, whatever a link says.
 *
 * @param path path and query, in the characters that stand in an address
 */
record NextPath(String path) {

    static final NextPath HOME = new NextPath("/");

    /**
     * One slash, and after it what may stand in an address: no second slash, which a browser takes for the beginning of a host, no {@code \},
     * which it reads as a slash, and no tabs and line ends, which it passes over.
     */
    private static final Pattern LOCAL = Pattern.compile("/(?!/)(?:[A-Za-z0-9/?:@._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*");

    private static final int LONGEST = 2_000;
    private static final String SIGN_IN = "/sign-";

    /** The page that a text names; the first page if it names none of this service, or signing in itself. */
    static NextPath of(@Nullable String text) {
        return text == null
                        || text.length() > LONGEST
                        || text.startsWith(SIGN_IN)
                        || !LOCAL.matcher(text).matches()
                ? HOME
                : new NextPath(text);
    }

    /** The page that was asked for; for a part of a page or a change, the page that asked. */
    static NextPath askedFor(ServerHttpRequest request) {
        URI address = request.getURI();
        String page = request.getHeaders().getFirst(Htmx.CURRENT_URL);
        if (page != null) {
            address = uri(page);
        } else if (!Htmx.isReading(request)) {
            return HOME;
        }
        String path = address.getRawPath();
        return of(address.getRawQuery() == null ? path : path + "?" + address.getRawQuery());
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            return URI.create(HOME.path());
        }
    }

    /** The page where people sign in, and come back from to this one. */
    URI signIn() {
        return by("/sign-in");
    }

    /** A way through another path that comes back to this one. */
    URI by(String way) {
        return URI.create(equals(HOME) ? way : way + "?next=" + UriUtils.encode(path, UTF_8));
    }
}
