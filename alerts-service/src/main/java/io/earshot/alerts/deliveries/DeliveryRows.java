package io.earshot.alerts.deliveries;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.events.EventType;
import io.earshot.alerts.store.Cassandra;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The part {@code delivery} of {@code customer_cases}: written together with the case, changed by compare-and-set on {@code next_at}. */
@Component
final class DeliveryRows {

    static final String PENDING = "pending";
    static final String DELIVERED = "delivered";
    static final String FAILED = "failed";

    private static final String ROW =
            " WHERE store = ? AND customer = ? AND case_id = ? AND part = 'delivery' AND key = ?";
    private static final String INSERT =
            "INSERT INTO customer_cases (store, customer, case_id, part, key, channel, event, type, at, state, round, attempts, next_at, held_until)"
                    + " VALUES (?, ?, ?, 'delivery', ?, ?, ?, ?, ?, 'pending', 0, 0, ?, ?)";
    private static final String FIND = "SELECT * FROM customer_cases" + ROW;
    private static final String BODY =
            "SELECT body FROM customer_cases WHERE store = ? AND customer = ? AND case_id = ? AND part = 'event' AND key = ?";
    private static final String CLAIM =
            "UPDATE customer_cases SET next_at = ?" + ROW + " IF next_at = ? AND state = 'pending'";
    private static final String RECORD =
            "UPDATE customer_cases SET state = ?, attempts = ?, next_at = ?, last_at = ?, last_result = ?, last_millis = ?"
                    + ROW + " IF next_at = ? AND state = 'pending'";

    private static final String REOPEN =
            "UPDATE customer_cases SET state = 'pending', round = ?, attempts = 0, next_at = ?" + ROW
                    + " IF round = ? AND state IN ('delivered', 'failed')";
    private static final String HOME = "SELECT customer FROM case_homes WHERE store = ? AND case_id = ?";

    private final Cassandra cassandra;

    DeliveryRows(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /**
     * An attempt that came to its end.
     *
     * @param took how long it took, zero if none was made
     */
    record Attempt(Instant at, Duration took, String result) {}

    /**
     * The row to write together with the event.
     *
     * @param isHeld whether the first attempt is for later
     */
    BoundStatement insertion(Delivery delivery, boolean isHeld) {
        return cassandra.bindPresent(
                INSERT,
                delivery.store(),
                delivery.customer(),
                delivery.id().caseId(),
                delivery.id().toString(),
                delivery.id().channel(),
                delivery.id().event(),
                delivery.type().slug(),
                delivery.at(),
                delivery.nextAt(),
                isHeld ? delivery.nextAt() : null);
    }

    /** The row of a delivery, empty if there is none. */
    Optional<Row> find(String store, String customer, DeliveryId id) {
        return Optional.ofNullable(
                cassandra.run(FIND, store, customer, id.caseId(), id.toString()).one());
    }

    /** As above, wherever its case lies. */
    Optional<Row> find(String store, DeliveryId id) {
        return Optional.ofNullable(cassandra.run(HOME, store, id.caseId()).one())
                .flatMap(home -> find(store, text(home, "customer"), id));
    }

    /** Begins to read a row. */
    CompletionStage<AsyncResultSet> start(String store, String customer, DeliveryId id) {
        return cassandra.start(FIND, store, customer, id.caseId(), id.toString());
    }

    /** What a row says of a delivery that is pending; empty if it is not. */
    static Optional<Delivery> pending(Row row) {
        if (!PENDING.equals(row.getString("state"))) {
            return Optional.empty();
        }
        return Optional.of(delivery(row, Objects.requireNonNull(row.getInstant("next_at"))));
    }

    /** What a row says of a delivery, whatever its state. */
    static Delivery delivery(Row row, Instant nextAt) {
        return new Delivery(
                DeliveryId.of(text(row, "key")).orElseThrow(),
                text(row, "store"),
                text(row, "customer"),
                EventType.of(text(row, "type")).orElseThrow(),
                Objects.requireNonNull(row.getInstant("at")),
                row.getInt("round"),
                row.getInt("attempts"),
                nextAt,
                true);
    }

    static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column), column);
    }

    /** The message that is owed. */
    String body(Delivery delivery) {
        Row row = cassandra
                .run(
                        BODY,
                        delivery.store(),
                        delivery.customer(),
                        delivery.id().caseId(),
                        delivery.id().event())
                .one();
        return row == null ? "" : Objects.requireNonNullElse(row.getString("body"), "");
    }

    /** Takes the next attempt until then; false if another instance was faster. */
    boolean claim(Delivery delivery, Instant until) {
        return cassandra.runIf(
                CLAIM,
                until,
                delivery.store(),
                delivery.customer(),
                delivery.id().caseId(),
                delivery.id().toString(),
                delivery.nextAt());
    }

    /** Owes once more what had ended; false if somebody else was faster. */
    boolean reopen(Delivery again) {
        return cassandra.runIf(
                REOPEN,
                again.round(),
                again.nextAt(),
                again.store(),
                again.customer(),
                again.id().caseId(),
                again.id().toString(),
                again.round() - 1);
    }

    /** Records an attempt; false if the claim had run out and another instance took over. */
    boolean record(Delivery delivery, String state, @Nullable Instant next, Attempt attempt) {
        return cassandra.runIf(
                RECORD,
                state,
                delivery.attempts() + 1,
                next,
                attempt.at(),
                attempt.result(),
                attempt.took().toMillis(),
                delivery.store(),
                delivery.customer(),
                delivery.id().caseId(),
                delivery.id().toString(),
                delivery.nextAt());
    }
}
