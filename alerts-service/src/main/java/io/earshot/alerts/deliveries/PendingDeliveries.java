package io.earshot.alerts.deliveries;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.List;
import java.util.Optional;

/** Reads the rows of the part {@code delivery} of a case. */
public final class PendingDeliveries {

    private PendingDeliveries() {}

    /** The deliveries that are still owed. */
    public static List<Delivery> in(List<Row> rows) {
        return rows.stream()
                .map(DeliveryRows::pending)
                .flatMap(Optional::stream)
                .toList();
    }
}
