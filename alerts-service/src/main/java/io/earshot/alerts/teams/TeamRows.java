package io.earshot.alerts.teams;

import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.store.Cassandra;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The table {@code teams}. Blocks. */
@Component
final class TeamRows {

    private static final String INSERT =
            "INSERT INTO teams (store, name, body, created_at, updated_at) VALUES (?, ?, ?, ?, ?)";
    private static final String OF_STORE = "SELECT * FROM teams WHERE store = ?";
    private static final String ONE = "SELECT * FROM teams WHERE store = ? AND name = ?";
    private static final String DELETE = "DELETE FROM teams WHERE store = ? AND name = ?";

    private final Cassandra cassandra;

    TeamRows(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /**
     * A team as it is kept.
     *
     * @param body what a client posted, as JSON
     */
    record Kept(String name, String body, Instant createdAt, Instant updatedAt) {}

    /** All of a store, by name. */
    List<Kept> ofStore(String store) {
        return cassandra.run(OF_STORE, store).all().stream().map(TeamRows::kept).toList();
    }

    Optional<Kept> find(String store, String name) {
        return Optional.ofNullable(cassandra.run(ONE, store, name).one()).map(TeamRows::kept);
    }

    void put(String store, Kept team) {
        cassandra.run(INSERT, store, team.name(), team.body(), team.createdAt(), team.updatedAt());
    }

    void delete(String store, String name) {
        cassandra.run(DELETE, store, name);
    }

    private static Kept kept(Row row) {
        return new Kept(
                Objects.requireNonNull(row.getString("name")),
                Objects.requireNonNull(row.getString("body")),
                Objects.requireNonNull(row.getInstant("created_at")),
                Objects.requireNonNull(row.getInstant("updated_at")));
    }
}
