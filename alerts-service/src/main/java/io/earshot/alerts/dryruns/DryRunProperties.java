package io.earshot.alerts.dryruns;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a dry run may take.
 *
 * @param timeout after this it answers with what it has, 100ms to 1m
 * @param concurrency how many run at once in this instance, 1 to 16; one of a store
 * @param mostItems flagged, revised and withdrawn items that one keeps in memory, some 500 bytes each, 1,000 to 10,000,000
 * @param spread the partitions over which ingest spreads the stores, 1 to 1,000
 */
@ConfigurationProperties("earshot.alerts.dry-run")
record DryRunProperties(
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("2") int concurrency,
        @DefaultValue("100000") int mostItems,
        @DefaultValue("24") int spread) {

    DryRunProperties {
        if (timeout.compareTo(Duration.ofMillis(100)) < 0 || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: 100ms to 1m)");
        }
        requireRange("concurrency", concurrency, 1, 16);
        requireRange("most-items", mostItems, 1_000, 10_000_000);
        requireRange("EARSHOT_SPREAD", spread, 1, 1_000);
    }

    private static void requireRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
