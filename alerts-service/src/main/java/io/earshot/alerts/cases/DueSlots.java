package io.earshot.alerts.cases;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.store.Cassandra;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The table {@code case_due_slots}: in which ten minutes a shelf has cases that are due, so that nobody looks where all are resolved. A slot is forgotten
 * by who finds it empty; who writes to it at that time writes it again, and the time with which both are stamped tells who wins.
 */
@Component
final class DueSlots {

    /**
     * So long that few slots make a page, and so short that the deleted lines of one, which whoever reads it has to pass, are no more than came in that
     * time.
     */
    static final Duration LENGTH = Duration.ofMinutes(10);

    /** For so long a slot that was written is not written again. */
    private static final Duration WRITTEN = Duration.ofMinutes(1);

    /**
     * For so long after it was written nobody forgets a slot: more than {@link #WRITTEN}, what a write may take, and what clocks may differ by
     * together.
     */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private static final int MOST_REMEMBERED = 100_000;

    private static final String SHELF = " WHERE store = ? AND list = ? AND status = ? AND severity = ?";
    private static final String INSERT =
            "INSERT INTO case_due_slots (store, list, status, severity, slot, written_at) VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
    private static final String DELETE = "DELETE FROM case_due_slots USING TIMESTAMP ?" + SHELF + " AND slot = ?";
    private static final String SLOTS =
            "SELECT slot, written_at FROM case_due_slots" + SHELF + " AND slot >= ? LIMIT ?";

    private final Cassandra cassandra;
    private final Clock clock;
    private final Map<Key, Instant> written = new ConcurrentHashMap<>();

    DueSlots(Cassandra cassandra, Clock clock) {
        this.cassandra = cassandra;
        this.clock = clock;
    }

    private record Key(DueShelf shelf, Instant begin) {}

    /**
     * A slot that may hold lines.
     *
     * @param writtenAt when that was last said of it
     */
    record Slot(Instant begin, Instant writtenAt) {}

    /** The begin of the slot in which that is due. */
    static Instant begin(Instant dueAt) {
        long millis = LENGTH.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(dueAt.toEpochMilli(), millis) * millis);
    }

    /** Begins to write that the slot holds something, unless that was just done. */
    Optional<CompletionStage<?>> start(DueShelf shelf, Instant begin) {
        Key key = new Key(shelf, begin);
        Instant now = clock.instant();
        Instant last = written.get(key);
        if (last != null && !last.isAfter(now) && last.plus(WRITTEN).isAfter(now)) {
            return Optional.empty();
        }
        return Optional.of(cassandra
                .startTogether(cassandra.bind(
                        INSERT,
                        shelf.store(),
                        shelf.list(),
                        shelf.status().slug(),
                        shelf.severity().slug(),
                        begin,
                        now,
                        micros(now)))
                .thenAccept(done -> {
                    if (written.size() >= MOST_REMEMBERED) {
                        written.clear();
                    }
                    written.put(key, now);
                }));
    }

    /** Begins to read slots, the earliest first. */
    CompletionStage<AsyncResultSet> startRead(DueShelf shelf, Instant from, int most) {
        return cassandra.start(
                SLOTS,
                shelf.store(),
                shelf.list(),
                shelf.status().slug(),
                shelf.severity().slug(),
                from,
                most);
    }

    static List<Slot> slots(Iterable<Row> rows) {
        List<Slot> slots = new ArrayList<>();
        rows.forEach(row -> slots.add(new Slot(CaseRows.instant(row, "slot"), CaseRows.instant(row, "written_at"))));
        return slots;
    }

    /**
     * Forgets a slot that was found empty, unless it was written lately; not waited for, as one too many does no harm.
     *
     * @param readAt before that was read
     */
    void forget(DueShelf shelf, Slot slot, Instant readAt) {
        Instant before = readAt.minus(KEPT);
        if (slot.writtenAt().isBefore(before)) {
            cassandra.start(
                    DELETE,
                    micros(before),
                    shelf.store(),
                    shelf.list(),
                    shelf.status().slug(),
                    shelf.severity().slug(),
                    slot.begin());
        }
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
