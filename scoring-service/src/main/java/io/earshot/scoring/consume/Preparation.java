package io.earshot.scoring.consume;

import io.earshot.scoring.cassandra.InFlight;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.fold.Entry;
import io.earshot.scoring.fold.ItemRecord;
import io.earshot.scoring.fold.PartitionFold;
import io.earshot.scoring.fold.RowKey;
import io.earshot.scoring.fold.ScoreRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads from Cassandra all that the fold of a batch needs to know; folds nothing, so it may fail and be done again. */
final class Preparation {

    private final ScoringStore store;
    private final int generation;
    private final int requestsAtOnce;
    private final ScoringMetrics metrics;

    /**
     * @param generation whose rows are read
     * @param requestsAtOnce to Cassandra
     */
    Preparation(ScoringStore store, int generation, int requestsAtOnce, ScoringMetrics metrics) {
        this.store = store;
        this.generation = generation;
        this.requestsAtOnce = requestsAtOnce;
        this.metrics = metrics;
    }

    /** A batch with all that its fold needs to know. */
    record Batch(List<Decoded> records, Map<Entry, List<ItemRecord>> before) {

        List<ItemRecord> before(Entry entry) {
            return before.getOrDefault(entry, List.of());
        }
    }

    /**
     * Looks for the items of a batch, and puts the rows that it changes into the folds.
     *
     * @param requireItems called with a partition whose items have to be written down as far as its memory begins
     */
    Batch prepare(List<Decoded> records, Consumer<Integer> requireItems) {
        List<Decoded> fresh =
                records.stream().filter(record -> !record.isFolded()).toList();
        Batch batch = new Batch(records, lookUp(fresh, requireItems));
        Set<PartitionFold> folding = fresh.stream().map(Decoded::fold).collect(Collectors.toSet());
        // also those of records that are only remembered: the next one may take out again what they put in
        readMissingRows(
                records.stream().filter(one -> folding.contains(one.fold())).toList(), batch);
        return batch;
    }

    /** What stands of items in the log before the memory begins, where the fold depends on it. */
    private Map<Entry, List<ItemRecord>> lookUp(List<Decoded> records, Consumer<Integer> requireItems) {
        Map<Entry, List<ItemRecord>> found = new ConcurrentHashMap<>();
        InFlight reads = new InFlight(requestsAtOnce);
        Set<PartitionFold> covered = new HashSet<>();
        int count = 0;
        for (Decoded record : records) {
            Entry entry = record.entry();
            PartitionFold fold = record.fold();
            String item = entry == null ? null : entry.itemId();
            if (item != null && fold.needsLookUp(entry)) {
                if (covered.add(fold)) {
                    // once is enough: the memory's begin stays where it is until the next batch
                    requireItems.accept(record.message().partition());
                }
                count++;
                long memoryStart = fold.memoryStart();
                reads.submit(() -> store.items()
                        .history(entry.event().origin().store(), item)
                        .thenAccept(history -> found.put(
                                entry,
                                history.stream()
                                        .filter(one -> one.isBefore(fold.source(), memoryStart))
                                        .toList())));
            }
        }
        reads.await();
        metrics.lookedUp(count);
        return found;
    }

    private void readMissingRows(List<Decoded> records, Batch batch) {
        Map<PartitionFold, Set<RowKey>> missing = new HashMap<>();
        for (Decoded record : records) {
            Entry entry = record.entry();
            if (entry != null) {
                Set<RowKey> ofFold = missing.computeIfAbsent(record.fold(), fold -> new HashSet<>());
                record.fold().forEachMissingRow(entry, batch.before(entry), ofFold::add);
            }
        }
        Map<RowKey, ScoreRow.Image> found = new ConcurrentHashMap<>();
        InFlight reads = new InFlight(requestsAtOnce);
        missing.forEach((fold, keys) -> keys.forEach(key -> reads.submit(() -> store.scoreRows()
                .read(generation, key, fold.source().name())
                .thenAccept(image -> {
                    if (image != null) {
                        found.put(key, image);
                    }
                }))));
        reads.await();
        missing.forEach((fold, keys) -> keys.forEach(key -> fold.put(key, found.get(key))));
    }
}
