package io.earshot.bench.ingest;

import io.earshot.bench.load.ClosedLoad;
import io.earshot.bench.load.RequestTemplate;
import io.earshot.bench.server.ServerUnderTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One kind of requests to one server, measured in rounds. */
final class Subject {

    private final String what;
    private final ServerUnderTest server;
    private final Process kafka;
    private final List<RequestTemplate> requests;
    private final List<Round> rounds = new ArrayList<>();

    /** What an item took of the processors, in microseconds: less at the mercy of what else the machine does than a rate. */
    record Work(double server, double kafka, double generator) {}

    private record Round(ClosedLoad.Result result, double[] micros) {}

    Subject(String what, ServerUnderTest server, Process kafka, List<RequestTemplate> requests) {
        this.what = what;
        this.server = server;
        this.kafka = kafka;
        this.requests = requests;
    }

    String what() {
        return what;
    }

    /** A load that does not count. */
    void warmUp(Duration duration) throws IOException {
        ClosedLoad.run(server.address(), requests, duration);
    }

    void round(Duration duration) throws IOException {
        long[] before = processorNanos();
        ClosedLoad.Result result = ClosedLoad.run(server.address(), requests, duration);
        long[] after = processorNanos();
        double[] micros = new double[before.length];
        Arrays.setAll(micros, i -> (after[i] - before[i]) / 1e3 / result.acknowledged());
        rounds.add(new Round(result, micros));
    }

    /** The median of the rounds. */
    double itemsPerSecond() {
        return median(round -> round.result().itemsPerSecond());
    }

    /** The medians of the rounds. */
    Work work() {
        return new Work(
                median(round -> round.micros()[0]),
                median(round -> round.micros()[1]),
                median(round -> round.micros()[2]));
    }

    /** In all rounds together. */
    long refused() {
        return rounds.stream().mapToLong(round -> round.result().refused()).sum();
    }

    private double median(ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private long[] processorNanos() {
        return new long[] {nanos(server.process().toHandle()), nanos(kafka.toHandle()), nanos(ProcessHandle.current())};
    }

    private static long nanos(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }
}
