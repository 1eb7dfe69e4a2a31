package io.earshot.scoring.items;

import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import io.earshot.scoring.cassandra.InFlight;
import io.earshot.scoring.cassandra.Responses;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.cassandra.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a batch of the log down, in an order in which it may break off anywhere and begin again: the records of items, then the answers that
 * are judged by them, then what withdrawals and erasures take out of the answers before them. To write the same again changes nothing.
 */
final class ItemsWriter {

    private final ScoringStore store;
    private final int writes;
    private final WordErasure erasure;

    /**
     * @param writes how many requests may be under way at once
     */
    ItemsWriter(ScoringStore store, int writes) {
        this.store = store;
        this.writes = writes;
        this.erasure = new WordErasure(store, writes);
    }

    /**
     * Writes all of it down.
     *
     * @param records in the order of the log
     * @throws StoreUnavailableException if some of it could not be written
     */
    void write(List<Logged> records) {
        InFlight items = new InFlight(writes);
        List<Responses.Logged> submissions = new ArrayList<>();
        for (Logged record : records) {
            if (record.event() instanceof Submitted submitted) {
                submissions.add(new Responses.Logged(submitted, record.json(), record.source(), record.offset()));
                items.submit(() -> store.execute(store.items().write(submitted, record.source(), record.offset())));
            } else if (record.event() instanceof Withdrawn withdrawn) {
                items.submit(() -> store.execute(store.items().write(withdrawn, record.source(), record.offset())));
            }
        }
        items.await();
        InFlight answers = new InFlight(writes);
        store.responses().writes(submissions).forEach(statement -> answers.submit(() -> store.execute(statement)));
        store.customerItems().writes(submissions).forEach(statement -> answers.submit(() -> store.execute(statement)));
        answers.await();
        erasure.of(records);
    }
}
