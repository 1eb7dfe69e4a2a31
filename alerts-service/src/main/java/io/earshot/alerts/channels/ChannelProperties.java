package io.earshot.alerts.channels;

import io.earshot.alerts.channels.SecretBox.SealingKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How channels keep their secrets.
 *
 * @param secretKeys {@code id:base64 of 32 bytes}, at least one: the first encrypts, all decrypt. To change it, put a new one in front, and
 *     keep the old one until every channel was changed or rotated
 * @param secretOverlap how long a webhook's former secret signs beside the new one, 0 to 30 days
 */
@ConfigurationProperties("earshot.alerts.channels")
record ChannelProperties(
        @DefaultValue List<String> secretKeys,
        @DefaultValue("24h") Duration secretOverlap) {

    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final int KEY_BYTES = 32;
    private static final Pattern KEY = Pattern.compile("([A-Za-z0-9_.-]{1,32}):([A-Za-z0-9+/]{43}=)");

    ChannelProperties {
        secretKeys = secretKeys.stream()
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toList();
        if (secretKeys.isEmpty()) {
            throw new IllegalArgumentException(
                    "secret-keys: none (expected: id:base64 of 32 bytes[,…], such as k1:$(openssl rand -base64 32);"
                            + " the secrets of channels are encrypted with it)");
        }
        for (int i = 0; i < secretKeys.size(); i++) {
            // the key itself is not repeated
            if (!KEY.matcher(secretKeys.get(i)).matches()) {
                throw new IllegalArgumentException("secret-keys: entry " + (i + 1)
                        + " is no key (expected: id:base64 of 32 bytes, the id of A-Z a-z 0-9 _ . -)");
            }
        }
        if (secretKeys.stream()
                        .map(key -> key.substring(0, key.indexOf(':')))
                        .distinct()
                        .count()
                < secretKeys.size()) {
            throw new IllegalArgumentException(
                    "secret-keys: two have the same id (expected: an id of its own for each)");
        }
        if (secretOverlap.isNegative() || secretOverlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new IllegalArgumentException("secret-overlap: " + secretOverlap + " (expected: 0 s to 30 days)");
        }
    }

    List<SealingKey> sealingKeys() {
        return secretKeys.stream().map(ChannelProperties::key).toList();
    }

    private static SealingKey key(String written) {
        Matcher parts = KEY.matcher(written);
        if (!parts.matches()) {
            throw new IllegalStateException("checked before");
        }
        byte[] bytes = Base64.getDecoder().decode(parts.group(2));
        if (bytes.length != KEY_BYTES) {
            throw new IllegalStateException("43 characters and = are 32 bytes");
        }
        return new SealingKey(parts.group(1), new SecretKeySpec(bytes, "AES"));
    }

    @Override
    public String toString() {
        return "ChannelProperties[secretKeys=…, secretOverlap=" + secretOverlap + "]";
    }
}
