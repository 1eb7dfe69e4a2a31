package io.earshot.alerts.cases;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.store.Cassandra;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The table {@code case_due}: the cases that are still to be worked on, in the order in which they are due. Written with {@code case_list} and by the
 * same rules. Where a case stands is part of a line's key, so a line can be left over; who reads one looks at the case, and takes the line away if
 * the case stands elsewhere.
 */
@Component
final class DueLines {

    private static final String SLOT = " WHERE store = ? AND list = ? AND status = ? AND severity = ? AND slot = ?";
    private static final String INSERT =
            "INSERT INTO case_due (store, list, status, severity, slot, due_at, case_id, customer, kind, assignee, team)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
    private static final String DELETE =
            "DELETE FROM case_due USING TIMESTAMP ?" + SLOT + " AND due_at = ? AND case_id = ?";
    private static final String FIRST = "SELECT * FROM case_due" + SLOT + " LIMIT ?";
    private static final String NEXT = "SELECT * FROM case_due" + SLOT + " AND (due_at, case_id) > (?, ?) LIMIT ?";

    private final Cassandra cassandra;
    private final DueSlots slots;

    DueLines(Cassandra cassandra, DueSlots slots) {
        this.cassandra = cassandra;
        this.slots = slots;
    }

    /**
     * Writes where the case stands now.
     *
     * @param before the case before the change, null if it was just opened
     * @return all that was started
     */
    List<CompletionStage<?>> start(CaseFile file, @Nullable CaseFile before) {
        Standing was = before == null ? null : Standing.of(before);
        // a line that says the same already is left as it is: whoever has not written it yet will
        return Standing.of(file).equals(was)
                ? List.of()
                : startAnew(file, Stream.ofNullable(was).toList());
    }

    /**
     * Writes where the case stands now, and takes it away from where it stood.
     *
     * @param past how it stood before, in any order
     */
    List<CompletionStage<?>> startAnew(CaseFile file, List<Standing> past) {
        List<CompletionStage<?>> writes = new ArrayList<>();
        List<Standing.Place> now = Standing.of(file).places(file.store());
        for (Standing.Place place : now) {
            slots.start(place.shelf(), DueSlots.begin(place.dueAt())).ifPresent(writes::add);
            writes.add(cassandra.startTogether(insertion(file, place)));
        }
        past.stream()
                .flatMap(standing -> standing.places(file.store()).stream())
                .distinct()
                .filter(place -> !now.contains(place))
                .forEach(place -> writes.add(startRemoval(place, file)));
        return writes;
    }

    private BoundStatement insertion(CaseFile file, Standing.Place place) {
        return cassandra.bind(
                INSERT,
                file.store(),
                place.shelf().list(),
                place.shelf().status().slug(),
                place.shelf().severity().slug(),
                DueSlots.begin(place.dueAt()),
                place.dueAt(),
                file.id(),
                file.customer(),
                file.kind(),
                // nobody is an empty name: null would leave who was there before, or a deleted cell
                Objects.requireNonNullElse(file.assignee(), ""),
                Objects.requireNonNullElse(file.team(), ""),
                file.version());
    }

    private CompletionStage<?> startRemoval(Standing.Place place, CaseFile file) {
        return cassandra.startTogether(cassandra.bind(
                DELETE,
                file.version(),
                file.store(),
                place.shelf().list(),
                place.shelf().status().slug(),
                place.shelf().severity().slug(),
                DueSlots.begin(place.dueAt()),
                place.dueAt(),
                file.id()));
    }

    /** Whether a case stands where the line says; a line that was left over is taken away. */
    boolean isTrue(DueLine line, CaseFile file) {
        Standing.Place place = new Standing.Place(line.shelf(), line.dueAt());
        if (Standing.of(file).places(file.store()).contains(place)) {
            return true;
        }
        startRemoval(place, file);
        return false;
    }

    /**
     * Begins to read lines of a slot, those due first first.
     *
     * @param after the line to go on behind, null for the beginning
     */
    CompletionStage<AsyncResultSet> startRead(DueShelf shelf, Instant slot, @Nullable DueCursor after, int most) {
        String status = shelf.status().slug();
        String severity = shelf.severity().slug();
        return after == null
                ? cassandra.start(FIRST, shelf.store(), shelf.list(), status, severity, slot, most)
                : cassandra.start(
                        NEXT, shelf.store(), shelf.list(), status, severity, slot, after.dueAt(), after.id(), most);
    }

    static DueLine line(DueShelf shelf, Row row) {
        return new DueLine(
                shelf,
                CaseRows.instant(row, "due_at"),
                Objects.requireNonNull(row.getUuid("case_id")),
                CaseRows.text(row, "customer"),
                CaseRows.text(row, "kind"),
                CaseRows.name(row, "assignee"),
                CaseRows.name(row, "team"));
    }
}
