package io.earshot.alerts.publish;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The topic {@code feedback.cases.v1}, where the service makes it.
 *
 * @param partitions over which stores are spread, 1 to 1,000
 * @param retention how long it keeps a change, at least a minute
 */
@ConfigurationProperties("earshot.alerts.cases-topic")
record CaseTopicProperties(
        @DefaultValue("24") int partitions,
        @DefaultValue("7d") Duration retention) {

    private static final int MOST_PARTITIONS = 1_000;

    CaseTopicProperties {
        if (partitions < 1 || partitions > MOST_PARTITIONS) {
            throw new IllegalArgumentException(
                    "EARSHOT_SPREAD: " + partitions + " (expected: 1 to " + MOST_PARTITIONS + ")");
        }
        if (retention.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(
                    "EARSHOT_ALERTS_CASES_TOPIC_RETENTION: " + retention + " (expected: at least 1m)");
        }
    }
}
