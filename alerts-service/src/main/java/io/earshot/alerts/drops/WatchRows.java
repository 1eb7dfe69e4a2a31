package io.earshot.alerts.drops;

import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.store.Cassandra;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The table {@code watches}. Blocks. */
@Component
final class WatchRows {

    private static final String INSERT =
            "INSERT INTO watches (store, name, body, created_at, updated_at) VALUES (?, ?, ?, ?, ?)";
    private static final String OF_STORE = "SELECT * FROM watches WHERE store = ?";
    private static final String ONE = "SELECT * FROM watches WHERE store = ? AND name = ?";
    private static final String DELETE = "DELETE FROM watches WHERE store = ? AND name = ?";

    private final Cassandra cassandra;

    WatchRows(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /**
     * A watch as it is kept.
     *
     * @param body what a client posted, as JSON; null of a watch out of the box that is off
     */
    record Kept(String name, @Nullable String body, Instant createdAt, Instant updatedAt) {}

    /** All of a store, by name. */
    List<Kept> ofStore(String store) {
        return cassandra.run(OF_STORE, store).all().stream()
                .map(WatchRows::kept)
                .toList();
    }

    Optional<Kept> find(String store, String name) {
        return Optional.ofNullable(cassandra.run(ONE, store, name).one()).map(WatchRows::kept);
    }

    void put(String store, Kept watch) {
        cassandra.run(INSERT, store, watch.name(), watch.body(), watch.createdAt(), watch.updatedAt());
    }

    void delete(String store, String name) {
        cassandra.run(DELETE, store, name);
    }

    private static Kept kept(Row row) {
        return new Kept(
                Objects.requireNonNull(row.getString("name")),
                row.getString("body"),
                Objects.requireNonNull(row.getInstant("created_at")),
                Objects.requireNonNull(row.getInstant("updated_at")));
    }
}
