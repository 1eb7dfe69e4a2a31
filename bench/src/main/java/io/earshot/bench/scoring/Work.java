package io.earshot.bench.scoring;

import io.earshot.bench.server.Servers;
import java.time.Duration;
import java.util.Locale;

/** What a program and its servers took of the processors so far, in nanoseconds: less at the mercy of what else the machine does than a rate. */
record Work(long program, long kafka, long cassandra) {

    static Work of(Contender program, Servers servers) {
        return new Work(
                nanos(program.process()),
                nanos(servers.kafka().process()),
                nanos(servers.cassandra().process()));
    }

    private static long nanos(Process process) {
        return process.toHandle()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    /** For people. */
    String since(Work before, long items) {
        return String.format(
                Locale.ROOT,
                "processor time an item: %.1f us, Kafka %.1f us, Cassandra %.1f us",
                micros(before.program, program, items),
                micros(before.kafka, kafka, items),
                micros(before.cassandra, cassandra, items));
    }

    private static double micros(long before, long after, long items) {
        return (after - before) / 1e3 / items;
    }
}
