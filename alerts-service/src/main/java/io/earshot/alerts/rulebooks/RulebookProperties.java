package io.earshot.alerts.rulebooks;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How rules are kept at hand.
 *
 * @param refresh after this time at most a changed rule applies on every instance, 100ms to 1m
 */
@ConfigurationProperties("earshot.alerts.rules")
record RulebookProperties(@DefaultValue("2s") Duration refresh) {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    RulebookProperties {
        if (refresh.compareTo(SHORTEST) < 0 || refresh.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("refresh: " + refresh + " (expected: 100ms to 1m)");
        }
    }
}
