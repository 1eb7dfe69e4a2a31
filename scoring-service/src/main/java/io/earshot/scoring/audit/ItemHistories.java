package io.earshot.scoring.audit;

import io.earshot.scoring.cassandra.InFlight;
import io.earshot.scoring.cassandra.Responses;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.fold.ItemRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Reads all records of all items that happened on some days, a day after the other, in bounded memory: the ids of one shard of a day and some
 * hundred histories at a time.
 */
final class ItemHistories {

    private static final int READS = 64;
    private static final int AT_ONCE = 256;

    private final ScoringStore store;

    ItemHistories(ScoringStore store) {
        this.store = store;
    }

    /**
     * Reads them all, each item once for each day that a revision of it happened on.
     *
     * @param pace told how many are read next, before they are; may wait
     * @throws AuditStoppedException soon after the thread was interrupted
     */
    void read(String shop, FirstDays range, IntConsumer pace, List<ItemsByDay> readers) {
        for (long day = range.days().first(); day < range.days().end(); day++) {
            long today = day;
            readers.forEach(reader -> reader.begin(today));
            for (int shard = 0; shard < Responses.SHARDS; shard++) {
                read(shop, ids(shop, day, shard), pace, history -> {
                    boolean isFirst = range.isFirst(today, history);
                    readers.forEach(reader -> reader.add(history, isFirst));
                });
            }
            readers.forEach(ItemsByDay::end);
        }
    }

    private void read(String shop, List<String> ids, IntConsumer pace, Consumer<List<ItemRecord>> each) {
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
            pace.accept(some.size());
            histories(shop, some).forEach(each);
        }
    }

    private List<String> ids(String shop, long day, int shard) {
        AuditStoppedException.throwIfInterrupted();
        List<String> ids = new ArrayList<>();
        InFlight read = new InFlight(1);
        read.submit(() -> store.itemDays().ids(shop, day, shard).thenAccept(ids::addAll));
        read.await();
        return ids;
    }

    private List<List<ItemRecord>> histories(String shop, List<String> ids) {
        AuditStoppedException.throwIfInterrupted();
        Queue<List<ItemRecord>> histories = new ConcurrentLinkedQueue<>();
        InFlight reads = new InFlight(READS);
        ids.forEach(id -> reads.submit(() -> store.items().history(shop, id).thenAccept(histories::add)));
        reads.await();
        return new ArrayList<>(histories);
    }
}
