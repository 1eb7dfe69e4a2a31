package io.earshot.alerts.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail server that e-mail leaves by.
 *
 * @param host its name; empty: no e-mail is sent, and no e-mail channel can be made
 * @param port 0 for the usual one: 587 with {@code starttls}, 465 with {@code tls}, 25 with {@code none}
 * @param user empty: without signing in
 * @param trust a file of certificates in PEM that the server's must be among or signed by; null: those that Java trusts
 * @param from the sender, such as {@code Earshot <earshot@shop.example>}; required with a host
 * @param timeout how long the server may take to connect, and for each answer; over 0 to 60 s
 * @param connections how many mails may be on their way to it at once, 1 to 100
 */
@ConfigurationProperties("earshot.mail")
record MailProperties(
        @DefaultValue("") String host,
        @DefaultValue("0") int port,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("starttls") Tls tls,
        @Nullable Path trust,
        @DefaultValue("") String from,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("8") int connections) {

    private static final int LAST_PORT = 65_535;
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);
    private static final int MOST_CONNECTIONS = 100;

    /** How the way to the mail server is encrypted. */
    enum Tls {
        /** It begins in clear and must be encrypted before anything is said; a server that can't is sent nothing. */
        STARTTLS(587),
        /** It is encrypted from the beginning. */
        TLS(465),
        /** Not at all: for a mail server on the same machine. */
        NONE(25);

        private final int usualPort;

        Tls(int usualPort) {
            this.usualPort = usualPort;
        }
    }

    MailProperties {
        host = host.strip();
        from = from.strip();
        trust = trust == null || trust.toString().isEmpty() ? null : trust;
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0 to " + LAST_PORT + ")");
        }
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: > 0, at most 60 s)");
        }
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw new IllegalArgumentException(
                    "connections: " + connections + " (expected: 1 to " + MOST_CONNECTIONS + ")");
        }
        if (!host.isEmpty()) {
            address(from);
        }
    }

    boolean isSet() {
        return !host.isEmpty();
    }

    int portOrUsual() {
        return port == 0 ? tls.usualPort : port;
    }

    /** The sender. */
    InternetAddress sender() {
        return address(from);
    }

    private static InternetAddress address(String from) {
        try {
            InternetAddress address = new InternetAddress(from, true);
            if (address.getAddress().contains("@")) {
                return address;
            }
        } catch (AddressException e) {
            // told below
        }
        throw new IllegalArgumentException("from: " + from + " (expected: such as Earshot <earshot@shop.example>)");
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "MailProperties[host=" + host + ", port=" + portOrUsual() + ", tls=" + tls + ", from=" + from + "]";
    }
}
