package io.earshot.scoring.items;

import io.earshot.feedback.FeedbackEvent.Erased;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import io.earshot.scoring.cassandra.InFlight;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.fold.ItemRecord;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Takes words out of the answers. All that stood in the log before has to be written by then; what stands behind is not touched, though it may
 * be written already.
 */
final class WordErasure {

    /** So many items of a person are erased for good before the next: what takes too long in one go gets done in several. */
    private static final int STEP = 1_000;

    private final ScoringStore store;
    private final int requests;

    WordErasure(ScoringStore store, int requests) {
        this.store = store;
        this.requests = requests;
    }

    /** Does what the withdrawals and erasures among these records ask. */
    void of(List<Logged> records) {
        InFlight withdrawals = new InFlight(requests);
        for (Logged record : records) {
            if (record.event() instanceof Withdrawn withdrawn) {
                // final, so nobody is ever shown those words again
                withdrawals.submit(() -> eraseItem(withdrawn.origin().store(), withdrawn.id(), record));
            }
        }
        withdrawals.await();
        for (Logged record : records) {
            if (record.event() instanceof Erased erased) {
                erasePerson(erased, record);
            }
        }
    }

    private void erasePerson(Erased erased, Logged record) {
        InFlight items = new InFlight(requests);
        AtomicInteger count = new AtomicInteger();
        store.customerItems().forEachBefore(erased, record.source(), record.offset(), id -> {
            items.submit(() -> eraseItem(erased.origin().store(), id, record));
            if (count.incrementAndGet() % STEP == 0) {
                items.await();
                await(() ->
                        store.execute(store.customerItems().forgetUpTo(id, erased, record.source(), record.offset())));
            }
        });
        // the way to words goes after them: where it breaks off before, they are erased again
        items.await();
        await(() -> store.execute(store.customerItems().forget(erased, record.source(), record.offset())));
    }

    private static void await(Supplier<CompletionStage<?>> request) {
        InFlight one = new InFlight(1);
        one.submit(request);
        one.await();
    }

    /** Takes the words of all records of the item that stand before the given one out. */
    private CompletionStage<?> eraseItem(String itsStore, String id, Logged record) {
        return store.items().history(itsStore, id).thenCompose(history -> {
            List<ItemRecord> before = history.stream()
                    .filter(earlier -> earlier.isBefore(record.source(), record.offset()))
                    .toList();
            return store.executeInTurn(
                    store.responses().eraseWords(itsStore, id, before, record.source(), record.offset()));
        });
    }
}
