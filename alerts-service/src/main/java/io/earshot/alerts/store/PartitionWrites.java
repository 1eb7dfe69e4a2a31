package io.earshot.alerts.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Writes that lie in one partition leave together: what comes while one of them is under way waits, and all that waits is the next. Where Cassandra has
 * time nothing waits for another; the busier it is the fewer writes it gets.
 *
 * @param <S> a statement
 */
final class PartitionWrites<S> {

    static final int MOST_TOGETHER = 64;

    private final Function<List<S>, CompletionStage<?>> write;

    /** What waits, by the partition for which a write is under way. */
    private final Map<Object, Queue<Waiting<S>>> lines = new HashMap<>();

    /**
     * @param write begins to write statements on one partition
     */
    PartitionWrites(Function<List<S>, CompletionStage<?>> write) {
        this.write = write;
    }

    private record Waiting<S>(S statement, CompletableFuture<Void> done) {}

    /** Begins to write it, or leaves it to the next write of its partition. */
    CompletionStage<Void> add(Object partition, S statement) {
        Waiting<S> one = new Waiting<>(statement, new CompletableFuture<>());
        synchronized (lines) {
            Queue<Waiting<S>> line = lines.get(partition);
            if (line != null) {
                line.add(one);
                return one.done();
            }
            lines.put(partition, new ArrayDeque<>());
        }
        go(partition, List.of(one));
        return one.done();
    }

    private void go(Object partition, List<Waiting<S>> together) {
        begin(together).whenComplete((written, failure) -> {
            List<Waiting<S>> next = next(partition);
            if (!next.isEmpty()) {
                go(partition, next);
            }
            for (Waiting<S> one : together) {
                if (failure == null) {
                    one.done().complete(null);
                } else {
                    one.done().completeExceptionally(failure);
                }
            }
        });
    }

    private CompletionStage<?> begin(List<Waiting<S>> together) {
        try {
            return write.apply(together.stream().map(Waiting::statement).toList());
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private List<Waiting<S>> next(Object partition) {
        synchronized (lines) {
            Queue<Waiting<S>> line = Objects.requireNonNull(lines.get(partition));
            List<Waiting<S>> next = new ArrayList<>();
            while (next.size() < MOST_TOGETHER && !line.isEmpty()) {
                next.add(line.remove());
            }
            if (next.isEmpty()) {
                lines.remove(partition);
            }
            return next;
        }
    }
}
