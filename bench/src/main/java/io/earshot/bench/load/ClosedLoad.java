package io.earshot.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** As much as goes through: every connection sends its next request as soon as the last one is answered. For rates, never for latencies. */
public final class ClosedLoad {

    private final long end;
    private long inTime;
    private long items;
    private long refused;
    private int open;

    private ClosedLoad(long end) {
        this.end = end;
    }

    /**
     * @param acknowledged items, also those answered behind the end
     * @param refused items, with 503
     * @param itemsPerSecond acknowledged before the end
     */
    public record Result(long acknowledged, long refused, double itemsPerSecond) {}

    public static Result run(InetSocketAddress server, List<RequestTemplate> requests, Duration duration)
            throws IOException {
        try (Connections connections = Connections.open(server, requests)) {
            long begin = System.nanoTime();
            ClosedLoad load = new ClosedLoad(begin + duration.toNanos());
            for (Connection connection : connections.all()) {
                connection.send(begin);
                load.open++;
            }
            while (load.open > 0) {
                connections.await(1_000, load::answered);
            }
            return new Result(load.items, load.refused, load.inTime / (duration.toNanos() / 1e9));
        }
    }

    private void answered(Connection connection, boolean accepted) throws IOException {
        long now = System.nanoTime();
        if (accepted) {
            items += connection.items();
        } else {
            refused += connection.items();
        }
        if (now < end) {
            inTime = items;
            connection.send(now);
        } else {
            open--;
        }
    }
}
