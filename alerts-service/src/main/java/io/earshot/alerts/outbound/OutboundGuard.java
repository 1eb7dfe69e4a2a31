package io.earshot.alerts.outbound;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides where requests of ours may go: to the public internet, and to what the operator allows by name. */
public final class OutboundGuard {

    private static final int LONGEST = 2_000;
    private static final int LAST_PORT = 65_535;

    /** Such a host is an address and no name, whatever its notation: octal, hexadecimal, one number for all four. */
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0[xX]\\p{XDigit}*)\\.?");

    private final Set<String> allowed;

    OutboundGuard(Set<String> allowed) {
        this.allowed = allowed.stream().map(OutboundGuard::normal).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What is wrong with a URL that a store wants requests of ours to go to, empty if nothing is. A host name is taken as it is: what it
     * resolves to is checked at every connect.
     */
    public Optional<String> fault(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return Optional.of("not a URL (expected: such as https://hooks.example.com/earshot)");
        }
        boolean isHttp = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
        if (!isHttp || uri.getHost() == null || url.length() > LONGEST) {
            return Optional.of("not usable (expected: http or https, a host name, at most " + LONGEST + " characters)");
        }
        if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
            return Optional.of("has the port " + uri.getPort() + " (expected: 1 to " + LAST_PORT + ")");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return Optional.of("has a user or a fragment (expected: neither)");
        }
        InetAddress literal = literal(uri.getHost());
        if (isOdd(uri.getHost())) {
            return Optional.of("has an address in an odd notation (expected: four decimal numbers or a host name)");
        }
        return literal == null ? Optional.empty() : refusal(uri.getHost(), literal);
    }

    /**
     * Why that address must not be connected to, empty if it may be.
     *
     * @param host as the URL names it
     * @param address what the host was resolved to
     */
    Optional<String> refusal(String host, InetAddress address) {
        String shown = address.getHostAddress();
        if (allowed.contains(normal(host)) || allowed.contains(normal(shown)) || AddressRanges.isPublic(address)) {
            return Optional.empty();
        }
        return Optional.of(shown + " is no public address (expected: one, or one allowed by EARSHOT_OUTBOUND_ALLOW)");
    }

    /**
     * Why a host must not even be looked up, empty if it may be: an address in octal, say, is another one for everybody who reads it.
     *
     * @param host as the URL names it
     */
    Optional<String> refusal(String host) {
        return isOdd(host)
                ? Optional.of(
                        host + " is an address in an odd notation (expected: four decimal numbers or a host name)")
                : Optional.empty();
    }

    private static boolean isOdd(String host) {
        if (!ENDS_IN_A_NUMBER.matcher(host).matches()) {
            return false;
        }
        InetAddress literal = literal(host);
        return literal == null || !literal.getHostAddress().equals(host);
    }

    private static String normal(String host) {
        InetAddress literal = literal(host);
        return literal == null ? host.toLowerCase(Locale.ROOT) : literal.getHostAddress();
    }

    private static @Nullable InetAddress literal(String host) {
        boolean inBrackets = host.startsWith("[") && host.endsWith("]");
        return NetUtil.createInetAddressFromIpAddressString(inBrackets ? host.substring(1, host.length() - 1) : host);
    }
}
