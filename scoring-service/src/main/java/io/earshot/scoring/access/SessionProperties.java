package io.earshot.scoring.access;

import io.earshot.access.SessionSeal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sessions of those who sign in to the pages.
 *
 * @param secret seals them, at least 32 characters, the same in all services that are to take each other's; blank: one of this process
 * @param secondSecret sessions that it sealed are taken as well; blank: none
 * @param domain the cookie's, where the services have several hosts; blank: this host alone
 * @param lasts from signing in to the end, 1 minute to 30 days
 */
@ConfigurationProperties("earshot.session")
record SessionProperties(
        @DefaultValue("") String secret,
        @DefaultValue("") String secondSecret,
        @DefaultValue("") String domain,
        @DefaultValue("12h") Duration lasts) {

    private static final Logger LOG = LoggerFactory.getLogger(SessionProperties.class);
    private static final Pattern HOST = Pattern.compile(
            "[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", Pattern.CASE_INSENSITIVE);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int SECRET_BYTES = 32;

    SessionProperties {
        if (!secret.isBlank()) {
            seal("EARSHOT_SESSION_SECRET", secret);
        }
        if (!secondSecret.isBlank()) {
            seal("EARSHOT_SESSION_SECOND_SECRET", secondSecret);
        }
        if (!domain.isBlank() && !HOST.matcher(domain).matches()) {
            throw new IllegalArgumentException("EARSHOT_SESSION_DOMAIN: " + domain
                    + " (expected: the name that the hosts of the pages end with, such as shop.example, or nothing)");
        }
        if (lasts.compareTo(SHORTEST) < 0 || lasts.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("EARSHOT_SESSION_LASTS: " + lasts + " (expected: 1m to 30d)");
        }
    }

    /** Seals and opens sessions; to be asked for once. */
    SessionSeal seal() {
        if (!secret.isBlank()) {
            SessionSeal seal = seal("EARSHOT_SESSION_SECRET", secret);
            return secondSecret.isBlank() ? seal : seal.orOf(secondSecret);
        }
        LOG.info("Sessions end with this process and no other service takes them: EARSHOT_SESSION_SECRET is not set");
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return new SessionSeal(Base64.getEncoder().encodeToString(random));
    }

    private static SessionSeal seal(String setting, String secret) {
        try {
            return new SessionSeal(secret);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
        }
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "SessionProperties[domain=" + domain + ", lasts=" + lasts + "]";
    }
}
