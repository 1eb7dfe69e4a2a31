package io.earshot.alerts.channels;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How channels keep their secrets.
 *
 * @param secretOverlap how long a webhook's former secret signs beside the new one, 0 to 30 days
 */
@ConfigurationProperties("earshot.alerts.channels")
record ChannelProperties(@DefaultValue("24h") Duration secretOverlap) {

    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    ChannelProperties {
        if (secretOverlap.isNegative() || secretOverlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new IllegalArgumentException("secret-overlap: " + secretOverlap + " (expected: 0 s to 30 days)");
        }
    }
}
