package io.earshot.alerts.deliveries;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as a case shows it.
 *
 * @param status {@code pending}, {@code delivered} or {@code failed}
 * @param nextAttemptAt when it is looked at again, null unless pending
 * @param lastResult such as {@code HTTP 500}, null before the first attempt
 * @param lastMillis how long the last attempt took
 */
public record DeliveryView(
        String id,
        @Nullable UUID channel,
        @Nullable String event,
        @Nullable String status,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant lastAttemptAt,
        @Nullable String lastResult,
        @Nullable Long lastMillis) {

    /** Reads a row of the part {@code delivery}. */
    public static DeliveryView of(Row row) {
        boolean isPending = DeliveryRows.PENDING.equals(row.getString("state"));
        return new DeliveryView(
                DeliveryRows.text(row, "key"),
                row.getUuid("channel"),
                row.getString("type"),
                row.getString("state"),
                row.getInt("attempts"),
                isPending ? row.getInstant("next_at") : null,
                row.getInstant("last_at"),
                row.getString("last_result"),
                row.isNull("last_millis") ? null : row.getLong("last_millis"));
    }
}
