package io.earshot.ingest.csvimport;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How imports run.
 *
 * @param atOnce imports at the same time, each with a thread of its own; more are refused
 * @param retryFor how long rows that Kafka refuses are tried again before the import is broken off
 * @param idle how long the client may send nothing before the import is broken off
 */
@ConfigurationProperties("earshot.ingest.import")
record ImportSettings(
        @DefaultValue("4") int atOnce,
        @DefaultValue("60s") Duration retryFor,
        @DefaultValue("30s") Duration idle) {

    ImportSettings {
        if (atOnce < 1) {
            throw new IllegalArgumentException("EARSHOT_INGEST_IMPORTS: " + atOnce + " (expected: at least 1)");
        }
        if (retryFor.isNegative()) {
            throw new IllegalArgumentException(
                    "EARSHOT_INGEST_IMPORT_RETRY: " + retryFor.toMillis() + " ms (expected: at least 0)");
        }
        if (idle.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "EARSHOT_INGEST_IMPORT_IDLE: " + idle.toMillis() + " ms (expected: more than 0)");
        }
    }
}
