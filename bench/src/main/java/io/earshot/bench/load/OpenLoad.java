package io.earshot.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Requests at fixed times, whatever the server does. A latency counts from the moment at which its request was due, so what a slow server holds
 * up, also in the generator, is in the figures: no coordinated omission.
 */
public final class OpenLoad {

    private final Deque<Connection> idle;
    private final Histogram micros = new Histogram(3);
    private final long begin;
    private final double nanosBetween;
    private final long total;
    private final Witness witness;
    private long sent;
    private long refused;

    private OpenLoad(List<Connection> connections, double perSecond, long total, Witness witness) {
        this.idle = new ArrayDeque<>(connections);
        this.nanosBetween = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.total = total;
        this.witness = witness;
        this.begin = System.nanoTime();
    }

    /** Hears of every answer, in the thread that makes the load. */
    @FunctionalInterface
    public interface Witness {
        /**
         * @param id the first one in the request
         * @param due when the request was to be sent, in the time of {@link System#nanoTime()}
         * @param answered when the answer was there
         * @param accepted whether it was not a 503
         */
        void answered(long id, long due, long answered, boolean accepted);
    }

    /**
     * @param micros the latencies of all answers
     * @param refused how many of them were 503s
     */
    public record Result(Histogram micros, long refused) {

        /** For people. */
        public String summary() {
            return String.format(
                    Locale.ROOT,
                    "%,d answers, %,d of them 503s: p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms",
                    micros.getTotalCount(),
                    refused,
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3,
                    micros.getValueAtPercentile(99.9) / 1e3,
                    micros.getMaxValue() / 1e3);
        }
    }

    public static Result run(
            InetSocketAddress server, List<RequestTemplate> requests, double perSecond, Duration duration)
            throws IOException {
        long total = (long) (perSecond * duration.toNanos() / TimeUnit.SECONDS.toNanos(1));
        return run(server, requests, perSecond, total, (id, due, answered, accepted) -> {});
    }

    /** As many requests as that, and somebody who hears of each. */
    public static Result run(
            InetSocketAddress server, List<RequestTemplate> requests, double perSecond, long total, Witness witness)
            throws IOException {
        try (Connections connections = Connections.open(server, requests)) {
            OpenLoad load = new OpenLoad(connections.all(), perSecond, total, witness);
            while (load.micros.getTotalCount() < load.total) {
                load.sendDue();
                // a request is late by up to this millisecond, and it is in its latency
                connections.await(1, load::answered);
            }
            return new Result(load.micros, load.refused);
        }
    }

    private void sendDue() throws IOException {
        long now = System.nanoTime();
        long due = begin + (long) (sent * nanosBetween);
        while (sent < total && due <= now && !idle.isEmpty()) {
            idle.poll().send(due);
            sent++;
            due = begin + (long) (sent * nanosBetween);
        }
    }

    private void answered(Connection connection, boolean accepted) {
        refused += accepted ? 0 : 1;
        long now = System.nanoTime();
        micros.recordValue((now - connection.since()) / 1_000);
        witness.answered(connection.first(), connection.since(), now, accepted);
        idle.add(connection);
    }
}
