package io.earshot.alerts.cases;

import io.earshot.alerts.store.Cassandra;
import io.earshot.feedback.FeedbackEvent.Via;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The table {@code known_items}: what is remembered of an item so that it is judged once, whatever order its revisions come in. Remembered are
 * items that went to a case, revisions, and withdrawals; not the first copies of answers that nobody has to see to, which are most.
 */
@Component
final class KnownItems {

    /** The revision of a withdrawn item: higher than any that can be posted, for a withdrawal is final. */
    private static final int WITHDRAWN = Integer.MAX_VALUE;

    private static final String FIND =
            "SELECT revision, via, customer, case_id FROM known_items WHERE store = ? AND item = ?";
    private static final String INSERT =
            "INSERT INTO known_items (store, item, customer, case_id, via, revision) VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
    private static final String RAISE =
            "INSERT INTO known_items (store, item, revision) VALUES (?, ?, ?) USING TIMESTAMP ?";

    private final Cassandra cassandra;

    KnownItems(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /**
     * What is known of an item.
     *
     * @param via how it came first, null where that was not remembered
     * @param customer the partition of the case that it went to, null if it went to none
     */
    record Known(
            int revision,
            @Nullable String via,
            @Nullable String customer,
            @Nullable UUID caseId) {

        boolean isWithdrawn() {
            return revision == WITHDRAWN;
        }

        /** Whether this revision says nothing new. */
        boolean covers(int other) {
            return other <= revision;
        }
    }

    Optional<Known> find(String store, String item) {
        return Optional.ofNullable(cassandra.run(FIND, store, item).one())
                .map(row -> new Known(
                        row.getInt("revision"),
                        row.getString("via"),
                        row.getString("customer"),
                        row.getUuid("case_id")));
    }

    /** Remembers that the item went to a case. */
    void add(String store, String item, int revision, Via via, CaseFile file) {
        cassandra.run(INSERT, store, item, file.customer(), file.id(), via.slug(), revision, stamp(revision));
    }

    /** Remembers the revision; the case, if any, stays as it is known. */
    void raise(String store, String item, int revision) {
        cassandra.run(RAISE, store, item, revision, stamp(revision));
    }

    void withdraw(String store, String item) {
        raise(store, item, WITHDRAWN);
    }

    /** The highest revision stays, whoever writes last. */
    private static long stamp(int revision) {
        return revision + 1L;
    }
}
