package io.earshot.alerts.deliveries;

import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.events.EventType;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Reads the rows of the part {@code delivery} of a case. */
public final class PendingDeliveries {

    private PendingDeliveries() {}

    /** The deliveries that are still owed. */
    public static List<Delivery> in(List<Row> rows) {
        return rows.stream()
                .filter(row -> DeliveryRows.PENDING.equals(row.getString("state")))
                .map(row -> new Delivery(
                        UUID.fromString(Objects.requireNonNull(row.getString("key"))),
                        Objects.requireNonNull(row.getString("store")),
                        Objects.requireNonNull(row.getString("customer")),
                        Objects.requireNonNull(row.getUuid("case_id")),
                        Objects.requireNonNull(row.getUuid("channel")),
                        Objects.requireNonNull(row.getString("event")),
                        EventType.of(Objects.requireNonNull(row.getString("type")))
                                .orElseThrow(),
                        row.getInt("attempts"),
                        Objects.requireNonNull(row.getInstant("next_at"))))
                .toList();
    }
}
