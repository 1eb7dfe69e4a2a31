package io.earshot.bench.ingest;

import io.earshot.bench.Arguments;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.util.unit.DataSize;

/**
 * What to measure.
 *
 * @param parts which of {@link #PARTS}
 * @param connections that post single items as fast as they are answered; too few of them wait for Kafka together, and leave the processor idle
 * @param warmUp of each kind of load
 * @param round of single posts, one of several
 * @param rows of the import
 * @param importBytes of the import that shows constant memory; 0: none
 * @param gc the collector of the servers under test, as in {@code -XX:+Use…GC}
 */
record Options(
        Set<String> parts,
        int connections,
        Duration warmUp,
        Duration round,
        long rows,
        DataSize importBytes,
        String gc) {

    static final Set<String> PARTS = Set.of("posts", "latency", "batches", "import");

    private static final Map<String, String> DEFAULTS = Map.of(
            "--parts", "posts,latency,batches,import",
            "--connections", "512",
            "--warm-up", "20",
            "--round", "6",
            "--rows", "2000000",
            "--import-bytes", "0",
            "--gc", "Parallel");

    /** @throws IllegalArgumentException saying what was expected */
    static Options parse(String... arguments) {
        Arguments given = Arguments.parse(DEFAULTS, Set.of(), arguments);
        return new Options(
                given.some("--parts", PARTS),
                given.get("--connections", Integer::parseInt),
                given.get("--warm-up", seconds -> Duration.ofSeconds(Long.parseLong(seconds))),
                given.get("--round", seconds -> Duration.ofSeconds(Long.parseLong(seconds))),
                given.get("--rows", Long::parseLong),
                given.get("--import-bytes", bytes -> DataSize.parse(bytes.toUpperCase(Locale.ROOT))),
                given.get("--gc", gc -> gc));
    }
}
