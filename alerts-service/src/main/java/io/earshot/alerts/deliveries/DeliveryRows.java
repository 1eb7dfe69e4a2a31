package io.earshot.alerts.deliveries;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.events.EventType;
import io.earshot.alerts.store.Cassandra;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
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
            "INSERT INTO customer_cases (store, customer, case_id, part, key, channel, event, type, state, attempts, next_at)"
                    + " VALUES (?, ?, ?, 'delivery', ?, ?, ?, ?, 'pending', 0, ?)";
    private static final String FIND =
            "SELECT channel, event, type, state, attempts, next_at FROM customer_cases" + ROW;
    private static final String BODY =
            "SELECT body FROM customer_cases WHERE store = ? AND customer = ? AND case_id = ? AND part = 'event' AND key = ?";
    private static final String CLAIM =
            "UPDATE customer_cases SET next_at = ?" + ROW + " IF next_at = ? AND state = 'pending'";
    private static final String RECORD =
            "UPDATE customer_cases SET state = ?, attempts = ?, next_at = ?, last_at = ?, last_result = ?" + ROW
                    + " IF next_at = ? AND state = 'pending'";

    private final Cassandra cassandra;

    DeliveryRows(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** The row to write together with the event. */
    BoundStatement insertion(Delivery delivery) {
        return cassandra.bind(
                INSERT,
                delivery.store(),
                delivery.customer(),
                delivery.caseId(),
                delivery.id().toString(),
                delivery.channel(),
                delivery.event(),
                delivery.type().slug(),
                delivery.nextAt());
    }

    /** The delivery as it stands, empty if it is not pending. */
    Optional<Delivery> findPending(String store, String customer, UUID caseId, UUID id) {
        Row row = cassandra.run(FIND, store, customer, caseId, id.toString()).one();
        if (row == null || !PENDING.equals(row.getString("state"))) {
            return Optional.empty();
        }
        return Optional.of(new Delivery(
                id,
                store,
                customer,
                caseId,
                Objects.requireNonNull(row.getUuid("channel")),
                Objects.requireNonNull(row.getString("event")),
                EventType.of(Objects.requireNonNull(row.getString("type"))).orElseThrow(),
                row.getInt("attempts"),
                Objects.requireNonNull(row.getInstant("next_at"))));
    }

    /** The message that is owed. */
    String body(Delivery delivery) {
        Row row = cassandra
                .run(BODY, delivery.store(), delivery.customer(), delivery.caseId(), delivery.event())
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
                delivery.caseId(),
                delivery.id().toString(),
                delivery.nextAt());
    }

    /** Records an attempt; false if the claim had run out and another instance took over. */
    boolean record(Delivery delivery, String state, @Nullable Instant next, Instant at, String result) {
        return cassandra.runIf(
                RECORD,
                state,
                delivery.attempts() + 1,
                next,
                at,
                result,
                delivery.store(),
                delivery.customer(),
                delivery.caseId(),
                delivery.id().toString(),
                delivery.nextAt());
    }
}
