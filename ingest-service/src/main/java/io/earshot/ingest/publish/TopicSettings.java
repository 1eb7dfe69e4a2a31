package io.earshot.ingest.publish;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the topic is made with where it is missing; an existing one is left as it is.
 *
 * @param partitions at least the spread of the stores
 * @param replication copies of each partition, -1 for the broker's default
 * @param retention how long the topic keeps items
 */
@ConfigurationProperties("earshot.ingest.topic")
record TopicSettings(
        @DefaultValue("24") int partitions,
        @DefaultValue("-1") short replication,
        @DefaultValue("30d") Duration retention) {

    TopicSettings {
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "EARSHOT_INGEST_TOPIC_PARTITIONS: " + partitions + " (expected: at least 1)");
        }
        if (replication != -1 && replication < 1) {
            throw new IllegalArgumentException("EARSHOT_INGEST_TOPIC_REPLICATION: " + replication
                    + " (expected: at least 1, or -1 for the broker's default)");
        }
        if (retention.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "EARSHOT_INGEST_TOPIC_RETENTION: " + retention + " (expected: more than 0)");
        }
    }
}
