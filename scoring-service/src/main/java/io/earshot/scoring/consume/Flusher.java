package io.earshot.scoring.consume;

import io.earshot.scoring.consume.TopicWatch.TopicUnavailableException;
import io.earshot.scoring.fold.PartitionFold;
import io.earshot.scoring.fold.RowKey;
import io.earshot.scoring.fold.ScoreRow;
import io.earshot.scoring.fold.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what one {@link FoldingListener} has folded, on a thread of its own: all that changed goes out as fast as Cassandra takes it, while
 * the next batches are folded, so a slow store means fewer and fuller writes. Of what is folded it keeps the rows and not the records.
 */
final class Flusher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);

    private final ConsumeProperties properties;
    private final UnwrittenWriter writer;
    private final ScoringMetrics metrics;
    private final Freshness freshness;
    private final ScoreChanges changes;
    private final Backlog backlog;
    private final Patience patience;
    private final Runnable onTrouble;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // all of these: only under the lock
    private final Map<PartitionFold, Long> folds = new LinkedHashMap<>();
    private List<ProducerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
    private Marks marks = new Marks();
    private int unwritten;
    private boolean writing;
    private Set<RowKey> beingWritten = Set.of();
    private final Map<PartitionFold, Long> written = new HashMap<>();

    /**
     * @param onTrouble to be called when all has to begin anew: the topic is another than the one whose records were folded, or nothing can be
     *     written any more
     */
    Flusher(
            String name,
            ConsumeProperties properties,
            UnwrittenWriter writer,
            ScoringMetrics metrics,
            Freshness freshness,
            ScoreChanges changes,
            Backlog backlog,
            Patience patience,
            Runnable onTrouble) {
        this.properties = properties;
        this.writer = writer;
        this.metrics = metrics;
        this.freshness = freshness;
        this.changes = changes;
        this.backlog = backlog;
        this.patience = patience;
        this.onTrouble = onTrouble;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void add(PartitionFold fold) {
        locked(() -> folds.put(fold, fold.lastOffset()));
    }

    /** Forgets a partition; what it has not written is not written any more. */
    void remove(PartitionFold fold) {
        locked(() -> {
            folds.remove(fold);
            written.remove(fold);
            freshness.forget(fold.source().partition());
            if (folds.isEmpty()) {
                deadLetters = new ArrayList<>();
                marks = new Marks();
                unwritten = 0;
            }
        });
    }

    /** Folds a batch while nothing is taken for writing. */
    void fold(Runnable batch, int records) {
        locked(() -> {
            batch.run();
            unwritten += records;
        });
    }

    /** The last offset of each partition up to which all is written; only partitions of which something was written since the last call. */
    Map<PartitionFold, Long> takeWritten() {
        lock.lock();
        try {
            Map<PartitionFold, Long> taken = Map.copyOf(written);
            written.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** To be called while folding. */
    void deadLetter(ProducerRecord<byte[], byte[]> message) {
        deadLetters.add(message);
    }

    /** To be called while folding: what the marks say holds once all that was folded is written. */
    Marks marks() {
        return marks;
    }

    boolean isBeingWritten(RowKey key) {
        lock.lock();
        try {
            return beingWritten.contains(key);
        } finally {
            lock.unlock();
        }
    }

    /** Whether, after at most the given time, another batch may be folded. */
    boolean awaitRoom(Duration most) {
        return await(most, () -> unwritten < properties.unwritten());
    }

    /** Whether, after at most the given time, all that was folded is written. */
    boolean awaitWritten(Duration most) {
        return await(most, () -> unwritten == 0 && !writing);
    }

    private void run() {
        while (!patience.isStopped()) {
            Unwritten next = take();
            if (next == null) {
                return;
            }
            long begin = System.nanoTime();
            try {
                boolean done = patience.keepTrying("Writing " + next.rowCount() + " score rows", () -> write(next));
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                if (done) {
                    metrics.written(next.rowCount(), took);
                    remember(next);
                    next.announce(changes);
                }
            } catch (IllegalStateException e) {
                LOG.info("{}", e.getMessage());
            } catch (RuntimeException | Error e) {
                LOG.error("Score rows can't be written any more: starting over", e);
                onTrouble.run();
                return;
            }
            locked(() -> {
                writing = false;
                beingWritten = Set.of();
            });
            // far behind, a row changes again at once: the fewer writes, the sooner all is in
            Duration period = properties.flush().multipliedBy(backlog.isLarge() ? Backlog.SLOWER : 1);
            Duration rest = period.minusNanos(System.nanoTime() - begin);
            if (!rest.isNegative()) {
                patience.pause(rest);
            }
        }
    }

    /** Waits for something to write; null when the service stops. */
    private @Nullable Unwritten take() {
        lock.lock();
        try {
            while (unwritten == 0) {
                changed.await();
            }
            Map<Source, List<ScoreRow.Image>> rows = new HashMap<>();
            Map<Source, Long> lastOffsets = new HashMap<>();
            folds.replaceAll((fold, takenBefore) -> {
                if (fold.lastOffset() > takenBefore) {
                    rows.put(fold.source(), fold.takeChanged());
                    lastOffsets.put(fold.source(), fold.lastOffset());
                }
                return fold.lastOffset();
            });
            Unwritten taken = new Unwritten(rows, lastOffsets, deadLetters, marks);
            marks = new Marks();
            deadLetters = new ArrayList<>();
            beingWritten = taken.keys();
            unwritten = 0;
            writing = true;
            changed.signalAll();
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }

    private Set<Integer> partitions() {
        return folds.keySet().stream().map(fold -> fold.source().partition()).collect(Collectors.toSet());
    }

    private void remember(Unwritten next) {
        locked(() -> {
            folds.keySet().forEach(fold -> {
                Long last = next.lastOffsets().get(fold.source());
                if (last != null) {
                    written.put(fold, last);
                }
            });
            freshness.written(next.marks(), partitions());
        });
    }

    /** Writes it all; false if it must not be written, because the topic is another one by now. */
    private boolean write(Unwritten next) throws TopicUnavailableException, ExecutionException, InterruptedException {
        if (!writer.isOfTheTopic(next)) {
            onTrouble.run();
            return false;
        }
        writer.write(next);
        return true;
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean await(Duration most, BooleanSupplier condition) {
        lock.lock();
        try {
            long rest = most.toNanos();
            while (!condition.getAsBoolean() && rest > 0) {
                rest = changed.awaitNanos(rest);
            }
            return condition.getAsBoolean();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
