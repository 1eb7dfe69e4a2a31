package io.earshot.alerts.channels;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The secret that a webhook channel's messages are signed with, as Standard Webhooks 1.0 has it: 24 to 64 bytes, written as
 * {@code whsec_} and base64.
 */
public final class WebhookSecret {

    private static final String PREFIX = "whsec_";
    private static final int LEAST = 24;
    private static final int MOST = 64;
    private static final int MADE = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        this.key = key;
    }

    /** Reads a secret as it is written; empty if it is none. */
    public static Optional<WebhookSecret> of(String written) {
        if (!written.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(written.substring(PREFIX.length()));
            return key.length < LEAST || key.length > MOST ? Optional.empty() : Optional.of(new WebhookSecret(key));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A new one of 32 random bytes. */
    static WebhookSecret make() {
        byte[] key = new byte[MADE];
        RANDOM.nextBytes(key);
        return new WebhookSecret(key);
    }

    /** The bytes to sign with. */
    public byte[] key() {
        return key.clone();
    }

    /** As it is written; show it once at most. */
    String written() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WebhookSecret secret && MessageDigest.isEqual(key, secret.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
