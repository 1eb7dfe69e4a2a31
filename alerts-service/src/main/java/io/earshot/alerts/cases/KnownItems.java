package io.earshot.alerts.cases;

import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.store.Cassandra;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The table {@code known_items}: which case each flagged item went to. Stamped with the revision, so the highest seen stays. */
@Component
final class KnownItems {

    private static final String FIND = "SELECT revision FROM known_items WHERE store = ? AND item = ?";
    private static final String INSERT =
            "INSERT INTO known_items (store, item, customer, case_id, revision) VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?";
    private static final String RAISE =
            "UPDATE known_items USING TIMESTAMP ? SET revision = ? WHERE store = ? AND item = ?";

    private final Cassandra cassandra;

    KnownItems(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** Whether the item is known; remembers its revision if it is the highest so far. */
    boolean isKnown(String store, String item, int revision) {
        Row row = cassandra.run(FIND, store, item).one();
        if (row != null && row.getInt("revision") < revision) {
            cassandra.run(RAISE, revision + 1L, revision, store, item);
        }
        return row != null;
    }

    void add(String store, String item, int revision, String customer, UUID id) {
        cassandra.run(INSERT, store, item, customer, id, revision, revision + 1L);
    }
}
