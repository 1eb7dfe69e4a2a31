package io.earshot.alerts.timers;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Deletions of timers, gathered for a moment and made together for each shard: most timers are removed long before they are due, so nothing hurries,
 * and one that is not made does no harm.
 */
final class TimerRemovals {

    private static final long MOMENT_MILLIS = 250;
    private static final int MOST_TOGETHER = 100;

    /** More than this never waits: what is not deleted is looked at once for nothing. */
    private static final int MOST_WAITING = 10_000;

    private final Function<List<BoundStatement>, CompletionStage<?>> write;
    private final Executor later = CompletableFuture.delayedExecutor(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
    private List<BoundStatement> waiting = new ArrayList<>();

    /**
     * @param write begins to write statements on one partition
     */
    TimerRemovals(Function<List<BoundStatement>, CompletionStage<?>> write) {
        this.write = write;
    }

    /** Makes it soon. */
    synchronized void add(BoundStatement deletion) {
        if (waiting.isEmpty()) {
            later.execute(this::make);
        }
        if (waiting.size() < MOST_WAITING) {
            waiting.add(deletion);
        }
    }

    private synchronized List<BoundStatement> take() {
        List<BoundStatement> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    private void make() {
        Map<ByteBuffer, List<BoundStatement>> shards = new HashMap<>();
        take().forEach(deletion -> shards.computeIfAbsent(
                        Objects.requireNonNull(deletion.getRoutingKey(), "routing key"), shard -> new ArrayList<>())
                .add(deletion));
        shards.values().forEach(shard -> {
            for (int i = 0; i < shard.size(); i += MOST_TOGETHER) {
                write.apply(shard.subList(i, Math.min(shard.size(), i + MOST_TOGETHER)));
            }
        });
    }
}
