package io.earshot.scoring.audit;

import io.earshot.feedback.StorePartition;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.fold.ScoreRow;
import io.earshot.scoring.fold.Source;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Reads rows of a store so that they can be compared with its items, while both go on being written. For one audit. */
final class Snapshots {

    /** How long rows may be ahead of the items before they are called pending. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ScoringStore store;
    private final StoredRows rows;
    private final String shop;
    private final int partition;
    private final String scores;
    private final Set<String> waitedForInVain = new HashSet<>();

    Snapshots(ScoringStore store, Auditor.Task task, int spread) {
        this.store = store;
        this.rows = new StoredRows(store, task.generation());
        this.shop = task.shop();
        this.partition = StorePartition.of(shop, spread);
        this.scores = store.scoresReader(task.generation());
    }

    /** Reads the rows, in this order: what the progress tells is in the rows then, and what is in the rows has to be among the items. */
    Snapshot take(RowSet wanted) {
        AuditStoppedException.throwIfInterrupted();
        List<Source> sources = store.sources().of(partition);
        Map<String, Long> counted = progress(scores, sources);
        Map<RowId, ScoreRow.Image> stored = rows.read(shop, wanted);
        Map<String, Long> written = awaitItems(stored);
        return new Snapshot(wanted, stored, new Cuts(counted, written, gone(sources)));
    }

    private Map<String, Long> progress(String reader, List<Source> sources) {
        Map<String, Long> progress = new HashMap<>();
        sources.forEach(source -> progress.put(source.name(), store.progress().lastOffset(reader, source)));
        return progress;
    }

    private static Set<String> gone(List<Source> sources) {
        return sources.stream()
                .limit(Math.max(0, sources.size() - 1))
                .map(Source::name)
                .collect(Collectors.toSet());
    }

    /** The progress of the items, as soon as it has reached the rows, or patience is out: once for each source. */
    private Map<String, Long> awaitItems(Map<RowId, ScoreRow.Image> stored) {
        Map<String, Long> needed = new HashMap<>();
        stored.forEach((row, image) -> needed.merge(row.source(), image.lastOffset(), Math::max));
        needed.keySet().removeAll(waitedForInVain);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Map<String, Long> written =
                    progress(store.itemsReader(), store.sources().of(partition));
            needed.entrySet().removeIf(source -> written.getOrDefault(source.getKey(), -1L) >= source.getValue());
            if (needed.isEmpty() || System.nanoTime() - deadline > 0) {
                waitedForInVain.addAll(needed.keySet());
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
            throw new AuditStoppedException();
        }
    }
}
