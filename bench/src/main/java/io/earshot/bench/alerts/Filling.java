package io.earshot.bench.alerts;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Writes many rows: those of one partition together, and many partitions at once. */
final class Filling {

    private static final int AT_ONCE = 128;
    /** Well below what Cassandra takes as one. */
    private static final int MOST_IN_BATCH = 30;

    private static final int TRIES = 10;

    private final CqlSession session;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Filling(CqlSession session) {
        this.session = session;
    }

    private record Partition(String cql, ByteBuffer key) {
        static Partition of(BoundStatement row) {
            String cql = row.getPreparedStatement().getQuery();
            return new Partition(
                    cql.substring(0, cql.indexOf('(')),
                    Objects.requireNonNull(row.getRoutingKey()).duplicate());
        }
    }

    /** Writes them, though not all when it comes back. */
    void write(List<BoundStatement> rows) throws InterruptedException {
        Map<Partition, BatchStatement> batches = new HashMap<>();
        for (BoundStatement row : rows) {
            Partition partition = Partition.of(row);
            BatchStatement batch = batches.getOrDefault(partition, BatchStatement.newInstance(BatchType.UNLOGGED))
                    .add(row);
            if (batch.size() == MOST_IN_BATCH) {
                batches.remove(partition);
                start(batch);
            } else {
                batches.put(partition, batch);
            }
        }
        for (BatchStatement batch : batches.values()) {
            start(batch);
        }
    }

    private void start(BatchStatement batch) throws InterruptedException {
        requireNoFailure();
        free.acquire();
        start(batch.setIdempotent(true), TRIES);
    }

    private void start(BatchStatement batch, int tries) {
        session.executeAsync(batch).whenComplete((written, thrown) -> {
            if (thrown != null && tries > 1) {
                start(batch, tries - 1);
                return;
            }
            failure.compareAndSet(null, thrown);
            free.release();
        });
    }

    /** Waits until all is written. */
    void finish() throws InterruptedException {
        free.acquire(AT_ONCE);
        free.release(AT_ONCE);
        requireNoFailure();
    }

    private void requireNoFailure() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("a row could not be written, after " + TRIES + " tries", thrown);
        }
    }
}
