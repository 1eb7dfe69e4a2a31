package io.earshot.scoring.audit;

import io.earshot.feedback.StorePartition;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.fold.ScoreRow;
import io.earshot.scoring.fold.Source;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.ToLongFunction;

/**
 * Recounts the rows of a store from its item records, while both go on being written: each row up to the last record that is in it. Waits for
 * the database, so not for use on an event loop.
 */
public final class Auditor {

    /** Rows about to expire may be gone in one replica and there in another. */
    private static final Duration MINUTES_MARGIN = Duration.ofMinutes(30);

    /** How long rows may be ahead of the items before they are called pending. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ScoringStore store;
    private final int spread;
    private final Duration minuteRetention;
    private final Clock clock;

    /**
     * @param spread how many partitions stores are spread over
     * @param minuteRetention how long minute rows are kept
     */
    public Auditor(ScoringStore store, int spread, Duration minuteRetention, Clock clock) {
        this.store = store;
        this.spread = spread;
        this.minuteRetention = minuteRetention;
        this.clock = clock;
    }

    /**
     * What is to be audited.
     *
     * @param shop the store
     * @param from the start of a day, UTC
     * @param to the start of a later day
     */
    public record Task(int generation, String shop, Instant from, Instant to) {}

    /**
     * Compares the rows with a recount.
     *
     * @param pace told how many items are read next, before they are; may wait
     * @param besides other recounts that are to be given the same items
     */
    public AuditReport audit(Task task, IntConsumer pace, List<Recount> besides) {
        String shop = task.shop();
        AuditRange range = new AuditRange(
                task.from(), task.to(), clock.instant().minus(minuteRetention).plus(MINUTES_MARGIN));
        // in this order: what the progress tells is in the rows then, and what is in the rows has to be among the items
        Map<String, Long> progress = progress(store.scoresReader(task.generation()), shop);
        Map<RowId, ScoreRow.Image> stored = new StoredRows(store, task.generation()).read(shop, range);
        ToLongFunction<RowId> lastOffset = row -> lastOffset(row, stored, progress);
        Map<String, Long> written = awaitItems(shop, furthest(stored, progress));

        Recount recount = new Recount(range::covers, lastOffset);
        new ItemHistories(store).forEach(shop, range.days(), pace, history -> {
            recount.add(shop, history);
            besides.forEach(one -> one.add(shop, history));
        });
        return compare(
                range, stored, recount, row -> lastOffset.applyAsLong(row) - written.getOrDefault(row.source(), -1L));
    }

    private static long lastOffset(RowId row, Map<RowId, ScoreRow.Image> stored, Map<String, Long> progress) {
        ScoreRow.Image image = stored.get(row);
        long written = progress.getOrDefault(row.source(), -1L);
        return image == null ? written : Math.max(written, image.lastOffset());
    }

    private Map<String, Long> progress(String reader, String shop) {
        Map<String, Long> progress = new HashMap<>();
        for (Source source : store.sources().of(StorePartition.of(shop, spread))) {
            progress.put(source.name(), store.progress().lastOffset(reader, source));
        }
        return progress;
    }

    private static Map<String, Long> furthest(Map<RowId, ScoreRow.Image> stored, Map<String, Long> progress) {
        Map<String, Long> furthest = new HashMap<>(progress);
        stored.forEach((row, image) -> furthest.merge(row.source(), image.lastOffset(), Math::max));
        return furthest;
    }

    /** The progress of the items, as soon as it has reached that of the rows, or patience is out. */
    private Map<String, Long> awaitItems(String shop, Map<String, Long> needed) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Map<String, Long> written = progress(store.itemsReader(), shop);
            boolean isThere = needed.entrySet().stream()
                    .allMatch(source -> written.getOrDefault(source.getKey(), -1L) >= source.getValue());
            if (isThere || System.nanoTime() > deadline) {
                return written;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the audit was given up: the service stops", e);
        }
    }

    /**
     * @param ahead by how many records a row is ahead of the items
     */
    private static AuditReport compare(
            AuditRange range, Map<RowId, ScoreRow.Image> stored, Recount recount, ToLongFunction<RowId> ahead) {
        Map<RowId, ScoreRow.Image> recounted = recount.rows();
        Set<RowId> rows = new HashSet<>(stored.keySet());
        rows.addAll(recounted.keySet());
        List<Difference> differences = new ArrayList<>();
        long cells = 0;
        long pending = 0;
        for (RowId row : rows) {
            if (ahead.applyAsLong(row) > 0) {
                pending++;
            } else {
                cells += Comparison.cells(stored.get(row), recounted.get(row)).size();
                differences.addAll(Comparison.differences(row, stored.get(row), recounted.get(row)));
            }
        }
        return new AuditReport(
                range.from(),
                range.to(),
                recount.items(),
                rows.size() - pending,
                cells,
                pending,
                differences.size(),
                differences.stream().limit(AuditReport.MOST_DIFFERENCES).toList());
    }
}
