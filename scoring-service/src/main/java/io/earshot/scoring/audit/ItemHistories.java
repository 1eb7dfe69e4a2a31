package io.earshot.scoring.audit;

import io.earshot.scoring.buckets.Span;
import io.earshot.scoring.cassandra.InFlight;
import io.earshot.scoring.cassandra.Responses;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.fold.ItemRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;

/** Reads all records of all items that happened on some days, in bounded memory: the ids of one shard and some hundred histories at a time. */
final class ItemHistories {

    private static final int READS = 64;
    private static final int AT_ONCE = 256;

    private final ScoringStore store;

    ItemHistories(ScoringStore store) {
        this.store = store;
    }

    /**
     * Reads them all, each item once.
     *
     * @param pace told how many are read next, before they are; may wait
     * @param each is given the records of one item in the order of the log, on the caller's thread
     */
    void forEach(String shop, Span days, IntConsumer pace, Consumer<List<ItemRecord>> each) {
        for (int shard = 0; shard < Responses.SHARDS; shard++) {
            List<String> ids = List.copyOf(ids(shop, days, shard));
            for (int from = 0; from < ids.size(); from += AT_ONCE) {
                List<String> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
                pace.accept(some.size());
                histories(shop, some).forEach(each);
            }
        }
    }

    private Set<String> ids(String shop, Span days, int shard) {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        InFlight reads = new InFlight(READS);
        LongStream.range(days.first(), days.end())
                .forEach(day -> reads.submit(
                        () -> store.itemDays().ids(shop, day, shard).thenAccept(ids::addAll)));
        reads.await();
        return ids;
    }

    private List<List<ItemRecord>> histories(String shop, List<String> ids) {
        Queue<List<ItemRecord>> histories = new ConcurrentLinkedQueue<>();
        InFlight reads = new InFlight(READS);
        ids.forEach(id -> reads.submit(() -> store.items().history(shop, id).thenAccept(histories::add)));
        reads.await();
        return new ArrayList<>(histories);
    }
}
