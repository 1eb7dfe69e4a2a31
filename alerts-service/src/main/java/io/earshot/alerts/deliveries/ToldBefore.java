package io.earshot.alerts.deliveries;

import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.events.CaseEvent;
import io.earshot.alerts.store.Cassandra;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.springframework.stereotype.Component;

/** When a channel was last told of a case: read from the deliveries themselves, so it is true whatever crashed and whoever asks. Blocks. */
@Component
public final class ToldBefore {

    private static final String OF_CASE =
            "SELECT channel, state, next_at, held_until, last_at FROM customer_cases WHERE store = ? AND customer = ? AND case_id = ?"
                    + " AND part = 'delivery'";

    private final Cassandra cassandra;
    private final Clock clock;

    ToldBefore(Cassandra cassandra, Clock clock) {
        this.cassandra = cassandra;
        this.clock = clock;
    }

    /** When it was last told of the event's case, or when it is going to be; empty if it never was. */
    public Optional<Instant> last(CaseEvent event, UUID channel) {
        Instant now = clock.instant();
        return StreamSupport.stream(
                        cassandra
                                .run(OF_CASE, event.store(), event.customer(), event.caseId())
                                .spliterator(),
                        false)
                .filter(row -> channel.equals(row.getUuid("channel")))
                .filter(row -> !DeliveryRows.FAILED.equals(row.getString("state")))
                .map(row -> at(row, now))
                .max(Comparator.naturalOrder());
    }

    private Instant at(Row row, Instant now) {
        Instant last = row.getInstant("last_at");
        if (last != null) {
            return last;
        }
        Instant next = row.getInstant("next_at");
        // one that is not held until then is under way until its lease ends
        return next != null && next.equals(row.getInstant("held_until")) ? next : now;
    }
}
