package io.earshot.alerts.cases;

import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.rules.Severity;
import io.earshot.alerts.store.Cassandra;
import io.earshot.alerts.store.WrittenOnce;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The tables {@code case_homes}, {@code case_list} and {@code case_months}: where to find cases. Written after the case, from the case, and
 * written again whenever that is in doubt; with them {@link DueLines}. A line that is left over does no harm: who reads it looks at the case.
 */
@Component
final class CaseList {

    /** A page that has looked at so many entries ends, even if few of them matched. */
    private static final int MOST_LOOKED_AT = 5_000;

    private static final String INSERT_HOME = "INSERT INTO case_homes (store, case_id, customer) VALUES (?, ?, ?)";
    private static final String HOME = "SELECT customer FROM case_homes WHERE store = ? AND case_id = ?";
    private static final String INSERT_MONTH = "INSERT INTO case_months (store, month) VALUES (?, ?)";
    private static final String MONTHS = "SELECT month FROM case_months WHERE store = ? AND month <= ?";
    private static final String INSERT =
            "INSERT INTO case_list (store, list, month, status, severity, opened_at, case_id, customer, kind, due_at, assignee, team)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
    private static final String DELETE =
            "DELETE FROM case_list USING TIMESTAMP ? WHERE store = ? AND list = ? AND month = ? AND status = ? AND severity = ?"
                    + " AND opened_at = ? AND case_id = ?";
    private static final String NEWEST =
            "SELECT * FROM case_list WHERE store = ? AND list = ? AND month = ? AND status = ? AND severity = ?";
    private static final String NEXT = NEWEST + " AND (opened_at, case_id) < (?, ?)";

    static final Comparator<Entry> NEWEST_FIRST = Comparator.comparing(Entry::openedAt)
            // as text they are in Cassandra's order; as UUID they are not: Java compares signed
            .thenComparing(entry -> entry.id().toString())
            .reversed();

    private final Cassandra cassandra;
    private final DueLines due;
    private final DueFill fill;
    private final WrittenOnce months = new WrittenOnce();

    CaseList(Cassandra cassandra, DueLines due, DueFill fill) {
        this.cassandra = cassandra;
        this.due = due;
        this.fill = fill;
    }

    /** A line of the list. */
    record Entry(
            Instant openedAt,
            UUID id,
            String customer,
            String kind,
            @Nullable String assignee,
            @Nullable String team) {

        /** Whether it comes after the last case of the page before. */
        boolean isAfter(Cursor cursor) {
            int order = openedAt.compareTo(cursor.openedAt());
            return order < 0
                    || order == 0 && id.toString().compareTo(cursor.id().toString()) < 0;
        }

        static Entry of(CaseFile file) {
            return new Entry(file.openedAt(), file.id(), file.customer(), file.kind(), file.assignee(), file.team());
        }
    }

    /**
     * Some lines of the list.
     *
     * @param next where to go on, null at the end
     */
    record Slice(List<Entry> entries, @Nullable Cursor next) {}

    /** The partition that a case lies in. */
    Optional<String> home(String store, UUID id) {
        Row row = cassandra.run(HOME, store, id).one();
        return Optional.ofNullable(row == null ? null : row.getString("customer"));
    }

    /**
     * Lists the case as it is now.
     *
     * @param before the case before the change, null if it was just opened
     * @return all that was started
     */
    List<CompletionStage<?>> start(CaseFile file, @Nullable CaseFile before) {
        List<CompletionStage<?>> writes = startEntries(file, before);
        writes.addAll(due.start(file, before));
        if (before == null) {
            // a store's first case finds nothing to be made up for, and nobody has to look for it later
            fill.begin(file.store());
        }
        return writes;
    }

    private List<CompletionStage<?>> startEntries(CaseFile file, @Nullable CaseFile before) {
        List<CompletionStage<?>> writes = new ArrayList<>();
        if (before == null) {
            writes.add(cassandra.start(INSERT_HOME, file.store(), file.id(), file.customer()));
            startMonth(file).ifPresent(writes::add);
        }
        List<Place> now = Place.of(file);
        now.forEach(place -> writes.add(startEntry(file, place)));
        if (before != null) {
            Place.of(before).stream()
                    .filter(place -> !now.contains(place))
                    .forEach(place -> writes.add(startRemoval(file, place)));
        }
        return writes;
    }

    /**
     * Lists the case as it is now and nowhere else as far as is known.
     *
     * @param past how it stood before the changes that may not have been followed by their lines
     */
    List<CompletionStage<?>> startAnew(CaseFile file, List<Standing> past) {
        List<CompletionStage<?>> writes = startEntries(file, null);
        writes.addAll(due.startAnew(file, past));
        List<Place> now = Place.of(file);
        for (Status status : Status.values()) {
            for (Severity severity : Severity.values()) {
                now.stream()
                        .map(place -> new Place(place.list(), status, severity))
                        .filter(place -> !now.contains(place))
                        .forEach(place -> writes.add(startRemoval(file, place)));
            }
        }
        return writes;
    }

    /** Where a case is listed. */
    private record Place(String list, Status status, Severity severity) {

        static List<Place> of(CaseFile file) {
            return ListNames.of(file.kind(), file.assignee(), file.team()).stream()
                    .map(list -> new Place(list, file.status(), file.severity()))
                    .toList();
        }
    }

    private CompletionStage<?> startEntry(CaseFile file, Place place) {
        return cassandra.startTogether(cassandra.bind(
                INSERT,
                file.store(),
                place.list(),
                month(file.openedAt()),
                place.status().slug(),
                place.severity().slug(),
                file.openedAt(),
                file.id(),
                file.customer(),
                file.kind(),
                file.deadline().dueAt(),
                // nobody is an empty name: null would leave who was there before
                Objects.requireNonNullElse(file.assignee(), ""),
                Objects.requireNonNullElse(file.team(), ""),
                file.version()));
    }

    private Optional<CompletionStage<?>> startMonth(CaseFile file) {
        String month = month(file.openedAt());
        return months.start(file.store() + "\n" + month, () -> cassandra.start(INSERT_MONTH, file.store(), month));
    }

    private CompletionStage<?> startRemoval(CaseFile file, Place place) {
        return cassandra.startTogether(cassandra.bind(
                DELETE,
                file.version(),
                file.store(),
                place.list(),
                month(file.openedAt()),
                place.status().slug(),
                place.severity().slug(),
                file.openedAt(),
                file.id()));
    }

    /** The newest cases that match, after the cursor. */
    Slice slice(String store, CaseQuery query) {
        Cursor from = query.cursor();
        List<Entry> found = new ArrayList<>();
        int lookedAt = 0;
        for (Row monthRow : cassandra.run(MONTHS, store, from == null ? "9999-12" : month(from.openedAt()))) {
            Iterator<Entry> entries = merged(store, CaseRows.text(monthRow, "month"), query);
            while (entries.hasNext()) {
                Entry entry = entries.next();
                lookedAt++;
                // a case that has just changed may stand on two lines, one after the other
                boolean isRepeat =
                        !found.isEmpty() && found.get(found.size() - 1).id().equals(entry.id());
                if (query.matches(entry) && !isRepeat) {
                    if (found.size() == query.limit()) {
                        Entry last = found.get(found.size() - 1);
                        return new Slice(found, new Cursor(last.openedAt(), last.id()));
                    }
                    found.add(entry);
                }
                if (lookedAt == MOST_LOOKED_AT) {
                    return new Slice(found, new Cursor(entry.openedAt(), entry.id()));
                }
            }
        }
        return new Slice(found, null);
    }

    private Iterator<Entry> merged(String store, String month, CaseQuery query) {
        PriorityQueue<Source> sources = new PriorityQueue<>(Comparator.comparing(Source::head, NEWEST_FIRST));
        for (Status status : query.statuses()) {
            for (Severity severity : query.severities()) {
                Iterator<Row> rows = rows(store, query, month, status, severity);
                if (rows.hasNext()) {
                    sources.add(new Source(entry(rows.next()), rows));
                }
            }
        }
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !sources.isEmpty();
            }

            @Override
            public Entry next() {
                Source source = sources.remove();
                if (source.rest().hasNext()) {
                    sources.add(new Source(entry(source.rest().next()), source.rest()));
                }
                return source.head();
            }
        };
    }

    private record Source(Entry head, Iterator<Row> rest) {}

    private Iterator<Row> rows(String store, CaseQuery query, String month, Status status, Severity severity) {
        // one more than the page tells whether there is another one
        int most = query.limit() + 1;
        Cursor cursor = query.cursor();
        String list = ListNames.of(query);
        return (cursor == null
                        ? cassandra.runPaged(most, NEWEST, store, list, month, status.slug(), severity.slug())
                        : cassandra.runPaged(
                                most,
                                NEXT,
                                store,
                                list,
                                month,
                                status.slug(),
                                severity.slug(),
                                cursor.openedAt(),
                                cursor.id()))
                .iterator();
    }

    static Entry entry(Row row) {
        return new Entry(
                Objects.requireNonNull(row.getInstant("opened_at")),
                Objects.requireNonNull(row.getUuid("case_id")),
                CaseRows.text(row, "customer"),
                CaseRows.text(row, "kind"),
                CaseRows.name(row, "assignee"),
                CaseRows.name(row, "team"));
    }

    private static String month(Instant at) {
        return YearMonth.from(at.atZone(ZoneOffset.UTC)).toString();
    }
}
