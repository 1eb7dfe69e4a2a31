package io.earshot.alerts.deliveries;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it is shown.
 *
 * @param id the {@code webhook-id}
 * @param at when the event happened
 * @param status {@code pending}, {@code delivered} or {@code failed}
 * @param attempts how many were made since it was sent, or sent again
 * @param redelivered how often it was sent again by hand
 * @param nextAttemptAt when it is looked at again, null unless pending
 * @param lastResult such as {@code HTTP 500}, null before the first attempt
 * @param lastMillis how long the last attempt took
 */
public record DeliveryView(
        String id,
        @Nullable UUID channel,
        @Nullable UUID caseId,
        @Nullable String event,
        @Nullable Instant at,
        @Nullable String status,
        int attempts,
        int redelivered,
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
                row.getUuid("case_id"),
                row.getString("type"),
                row.getInstant("at"),
                row.getString("state"),
                row.getInt("attempts"),
                row.getInt("round"),
                isPending ? row.getInstant("next_at") : null,
                row.getInstant("last_at"),
                row.getString("last_result"),
                row.isNull("last_millis") ? null : row.getLong("last_millis"));
    }
}
