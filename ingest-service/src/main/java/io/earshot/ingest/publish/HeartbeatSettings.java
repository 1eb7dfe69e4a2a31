package io.earshot.ingest.publish;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Heartbeats through the pipeline.
 *
 * @param period from one to the next in each partition, 1 s to 1 min; 0: none
 */
@ConfigurationProperties("earshot.ingest.heartbeat")
record HeartbeatSettings(@DefaultValue("0s") Duration period) {

    HeartbeatSettings {
        if (!period.isZero() && (period.toMillis() < 1_000 || period.toMillis() > 60_000)) {
            throw new IllegalArgumentException(
                    "EARSHOT_INGEST_HEARTBEAT: " + period.toMillis() + " ms (expected: 0s, or 1s to 1m)");
        }
    }
}
