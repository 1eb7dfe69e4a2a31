package io.earshot.alerts.deliveries;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.store.Cassandra;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.stereotype.Component;

/**
 * When to look at which pending delivery. A hint, not the truth: the truth is in {@link DeliveryRows}. What is kept: for a pending delivery
 * there is always a row at its {@code nextAt}, written before the delivery says so. Rows too many are found and deleted.
 */
@Component
final class DueDeliveries {

    /** How many partitions the rows are spread over. */
    static final int SHARDS = 16;

    /** A row that was written so much later than it is due may lie before the place where reading starts. */
    private static final Duration LATE = Duration.ofMinutes(5);

    private static final String INSERT =
            "INSERT INTO due_deliveries (shard, due_at, delivery, store, customer, case_id, channel) VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String DELETE = "DELETE FROM due_deliveries WHERE shard = ? AND due_at = ? AND delivery = ?";
    private static final String DUE = "SELECT * FROM due_deliveries WHERE shard = ? AND due_at >= ? AND due_at <= ?";
    private static final String COUNT = "SELECT count(*) FROM due_deliveries WHERE shard = ? AND due_at >= ?";
    private static final String START = "SELECT since FROM due_starts WHERE shard = ?";
    private static final String SET_START = "INSERT INTO due_starts (shard, since) VALUES (?, ?)";

    private final Cassandra cassandra;
    private final Clock clock;

    DueDeliveries(Cassandra cassandra, Clock clock) {
        this.cassandra = cassandra;
        this.clock = clock;
    }

    /** A row: look at that delivery at that time. */
    record Due(int shard, Instant at, UUID delivery, String store, String customer, UUID caseId, UUID channel) {}

    /** Makes sure that the delivery is looked at when it says; blocks. */
    void add(Delivery delivery) {
        start(delivery).toCompletableFuture().join();
    }

    /** As {@link #add}, not waited for. */
    CompletionStage<?> start(Delivery delivery) {
        return insert(delivery, delivery.nextAt()).thenCompose(written -> {
            Instant now = clock.instant();
            // this process stood still for minutes: readers may have gone past
            return now.isAfter(delivery.nextAt().plus(LATE)) ? insert(delivery, now) : done(written);
        });
    }

    private static CompletionStage<AsyncResultSet> done(AsyncResultSet written) {
        return CompletableFuture.completedStage(written);
    }

    private CompletionStage<AsyncResultSet> insert(Delivery delivery, Instant at) {
        return cassandra.start(
                INSERT,
                shard(delivery.id()),
                at,
                delivery.id(),
                delivery.store(),
                delivery.customer(),
                delivery.caseId(),
                delivery.channel());
    }

    /** Deletes the row at the delivery's time; not waited for, as a row too many does no harm. */
    void remove(Delivery delivery) {
        cassandra.start(DELETE, shard(delivery.id()), delivery.nextAt(), delivery.id());
    }

    void remove(Due due) {
        cassandra.start(DELETE, due.shard(), due.at(), due.delivery());
    }

    /** What is due in a shard, the oldest first; read page by page. */
    Stream<Due> due(int shard, Instant from, Instant to) {
        return StreamSupport.stream(cassandra.run(DUE, shard, from, to).spliterator(), false)
                .map(DueDeliveries::due);
    }

    /** How many rows a shard holds. */
    long count(int shard, Instant from) {
        Row row = cassandra.run(COUNT, shard, from).one();
        return row == null ? 0 : row.getLong(0);
    }

    /** Before this time the shard is empty. */
    Instant start(int shard) {
        Row row = cassandra.run(START, shard).one();
        return row == null ? Instant.EPOCH : Objects.requireNonNullElse(row.getInstant("since"), Instant.EPOCH);
    }

    void setStart(int shard, Instant since) {
        cassandra.run(SET_START, shard, since);
    }

    private static int shard(UUID id) {
        return Math.floorMod(id.hashCode(), SHARDS);
    }

    private static Due due(Row row) {
        return new Due(
                row.getInt("shard"),
                Objects.requireNonNull(row.getInstant("due_at")),
                Objects.requireNonNull(row.getUuid("delivery")),
                Objects.requireNonNull(row.getString("store")),
                Objects.requireNonNull(row.getString("customer")),
                Objects.requireNonNull(row.getUuid("case_id")),
                Objects.requireNonNull(row.getUuid("channel")));
    }
}
