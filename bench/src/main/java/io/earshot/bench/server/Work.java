package io.earshot.bench.server;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What programs and their servers took of the processors so far: less at the mercy of what else the machine does than a rate.
 *
 * @param nanos by name
 */
public record Work(Map<String, Long> nanos) {

    /** The work of these programs, by name, and of Kafka and Cassandra. */
    public static Work of(Servers servers, Map<String, Process> programs) {
        Map<String, Long> nanos = new TreeMap<>();
        programs.forEach((name, program) -> nanos.put(name, nanos(program)));
        nanos.put("Kafka", nanos(servers.kafka().process()));
        nanos.put("Cassandra", nanos(servers.cassandra().process()));
        return new Work(nanos);
    }

    private static long nanos(Process process) {
        return process.toHandle()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    /** For people. */
    public String since(Work before, long items) {
        return nanos.entrySet().stream()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%s %.1f us",
                        entry.getKey(),
                        (entry.getValue() - before.nanos.getOrDefault(entry.getKey(), 0L)) / 1e3 / items))
                .collect(Collectors.joining(", ", "processor time an item: ", ""));
    }
}
