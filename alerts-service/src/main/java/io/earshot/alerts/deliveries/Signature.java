package io.earshot.alerts.deliveries;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.alerts.channels.WebhookSecret;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The {@code webhook-signature} header of Standard Webhooks 1.0. */
final class Signature {

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /**
     * Signs a message.
     *
     * @param id the {@code webhook-id}
     * @param at the time of the attempt; whole seconds count
     * @param body exactly as sent
     */
    static String of(WebhookSecret secret, String id, Instant at, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
            byte[] hash = mac.doFinal((id + "." + at.getEpochSecond() + "." + body).getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
