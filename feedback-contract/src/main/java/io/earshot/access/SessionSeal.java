package io.earshot.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes sessions into the sign-in cookie and reads them back. The text is {@code version.expiry.keyHash.person.seal}, the expiry in seconds since
 * 1970 and the person in base64url, sealed with HMAC-SHA256: it can be read by who has it, and made or changed by nobody without the secret. The
 * services that have the same secret take each other's. Safe for use by several threads.
 */
public final class SessionSeal {

    /** The name of the cookie in every service. */
    public static final String COOKIE = "earshot_session";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "1";
    private static final int PARTS = 5;
    private static final int SHORTEST_SECRET = 32;
    private static final int LONGEST_TEXT = 1_000;

    private final SecretKeySpec secret;
    /** Those whose sessions are taken, the first among them. */
    private final List<SecretKeySpec> secrets;

    /**
     * @param secret the same in every service and instance
     * @throws IllegalArgumentException if it has fewer than 32 characters; the message does not tell it
     */
    public SessionSeal(String secret) {
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("session secret of " + secret.length()
                    + " characters (expected: at least " + SHORTEST_SECRET + ", random)");
        }
        this.secret = new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM);
        this.secrets = List.of(this.secret);
    }

    private SessionSeal(SecretKeySpec secret, List<SecretKeySpec> secrets) {
        this.secret = secret;
        this.secrets = secrets;
    }

    /**
     * Seals as this one does, and opens what was sealed with another secret as well: while a secret is changed nobody is signed out.
     *
     * @throws IllegalArgumentException if the other has fewer than 32 characters; the message does not tell it
     */
    public SessionSeal orOf(String other) {
        return new SessionSeal(
                secret,
                Stream.concat(secrets.stream(), Stream.of(new SessionSeal(other).secret))
                        .toList());
    }

    /** The session as a cookie's value. */
    public String seal(Session session) {
        String person = session.person() == null ? "" : encode(session.person().getBytes(UTF_8));
        String text = String.join(
                ".", VERSION, Long.toString(session.expiresAt().getEpochSecond()), session.keyHash(), person);
        return text + "." + encode(mac(secret, text));
    }

    /**
     * The session of a cookie's value; nothing if it was sealed with none of these secrets, or has expired.
     *
     * @param now the moment
     */
    public Optional<Session> open(String value, Instant now) {
        int end = value.lastIndexOf('.');
        if (end < 0 || value.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        String text = value.substring(0, end);
        byte[] seal = value.substring(end + 1).getBytes(UTF_8);
        if (secrets.stream()
                .noneMatch(one -> MessageDigest.isEqual(encode(mac(one, text)).getBytes(UTF_8), seal))) {
            return Optional.empty();
        }
        return session(value.split("\\.", -1)).filter(session -> now.isBefore(session.expiresAt()));
    }

    /** What was sealed with the secret is well-formed, unless another version of this class sealed it. */
    private static Optional<Session> session(String[] parts) {
        if (parts.length != PARTS || !parts[0].equals(VERSION)) {
            return Optional.empty();
        }
        String person = new String(Base64.getUrlDecoder().decode(parts[3]), UTF_8);
        return Optional.of(new Session(
                parts[2], person.isEmpty() ? null : person, Instant.ofEpochSecond(Long.parseLong(parts[1]))));
    }

    private static byte[] mac(SecretKeySpec secret, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
