package io.earshot.bench.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

    Options {
        if (!PARTS.containsAll(parts)) {
            throw new IllegalArgumentException("--parts: " + parts + " (expected: some of " + PARTS + ")");
        }
    }

    /** @throws IllegalArgumentException saying what was expected */
    static Options parse(String... arguments) {
        Map<String, String> given = new HashMap<>(DEFAULTS);
        List<String> rest = new ArrayList<>(List.of(arguments));
        while (!rest.isEmpty()) {
            String name = rest.remove(0);
            if (!DEFAULTS.containsKey(name) || rest.isEmpty()) {
                throw new IllegalArgumentException(
                        name + " (expected: one of " + DEFAULTS.keySet() + ", each with a value)");
            }
            given.put(name, rest.remove(0));
        }
        return new Options(
                Set.of(given.get("--parts").split(",")),
                Integer.parseInt(given.get("--connections")),
                Duration.ofSeconds(Long.parseLong(given.get("--warm-up"))),
                Duration.ofSeconds(Long.parseLong(given.get("--round"))),
                Long.parseLong(given.get("--rows")),
                DataSize.parse(given.get("--import-bytes").toUpperCase(Locale.ROOT)),
                given.get("--gc"));
    }
}
