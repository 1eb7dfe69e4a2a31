package io.earshot.alerts.cases;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.rules.Severity;
import io.earshot.alerts.store.Cassandra;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The cases of one severity that are still to be worked on, by due time. The table {@code case_list} has them by the time they were opened, and a
 * case's due time moves; so all lines that may count are read and put in order here, as many as {@link #MOST} of each status.
 */
@Component
final class DueList {

    /** Of each status no more lines are read, the newest; a store with more of one severity is told that there are. */
    static final int MOST = 2_000;

    private static final int MOST_ASSIGNEES = 50;

    private static final String MONTHS = "SELECT month FROM case_months WHERE store = ?";
    private static final String LINES =
            "SELECT * FROM case_list WHERE store = ? AND list = ? AND month = ? AND status = ? AND severity = ? LIMIT ?";

    private final Cassandra cassandra;

    DueList(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** A line, and its place. */
    record Line(DueCursor place, String customer) {}

    /**
     * What was found.
     *
     * @param lines the first ones, in order
     * @param total how many there are, beyond these lines and before the cursor, too
     * @param overdue how many of these should have been contacted by now
     * @param complete false if there were more lines than are read
     * @param assignees who sees to them, by name; so many
     * @param next where to go on, null at the end
     */
    record Found(
            List<Line> lines,
            long total,
            long overdue,
            boolean complete,
            Set<String> assignees,
            @Nullable DueCursor next) {}

    /**
     * Looks for the cases of each severity that is asked for. Blocks.
     *
     * @param query of which the cursor does not count
     * @param after the last one of the page before, null for the first page
     * @return the weightiest first
     */
    Map<Severity, Found> find(String store, CaseQuery query, @Nullable DueCursor after, Instant now) {
        Map<Severity, Gathering> gatherings = new TreeMap<>(Comparator.reverseOrder());
        query.severities().forEach(severity -> gatherings.put(severity, new Gathering(query, after, now)));
        for (Row month : cassandra.run(MONTHS, store)) {
            List<Read> reads = new ArrayList<>();
            gatherings.forEach((severity, gathering) -> gathering
                    .left()
                    .forEach((status, left) -> reads.add(new Read(
                            gathering,
                            status,
                            // one more than counts, to see whether there is
                            cassandra.start(
                                    LINES,
                                    store,
                                    CaseList.list(query),
                                    CaseRows.text(month, "month"),
                                    status.slug(),
                                    severity.slug(),
                                    left + 1)))));
            reads.forEach(Read::gather);
        }
        Map<Severity, Found> found = new LinkedHashMap<>();
        gatherings.forEach((severity, gathering) -> found.put(severity, gathering.found()));
        return found;
    }

    private record Read(Gathering gathering, Status status, CompletionStage<AsyncResultSet> lines) {

        void gather() {
            gathering.add(status, lines.toCompletableFuture().join());
        }
    }

    /** The lines that match, of which only as many are kept as are shown. */
    private static final class Gathering {

        private final CaseQuery query;
        private final @Nullable DueCursor after;
        private final Instant now;
        private final Map<Status, Integer> left = new EnumMap<>(Status.class);
        private final Set<UUID> seen = new HashSet<>();
        private final Set<String> assignees = new TreeSet<>();
        private final PriorityQueue<Line> last =
                new PriorityQueue<>(Comparator.comparing(Line::place).reversed());
        private long total;
        private long overdue;
        private boolean complete = true;

        Gathering(CaseQuery query, @Nullable DueCursor after, Instant now) {
            this.query = query;
            this.after = after;
            this.now = now;
            query.statuses().stream()
                    .filter(status -> status != Status.RESOLVED)
                    .forEach(status -> left.put(status, MOST));
        }

        /** How many lines of each status are still to be read. */
        Map<Status, Integer> left() {
            return left;
        }

        /** Takes lines of a status. */
        void add(Status status, AsyncResultSet first) {
            int most = left.getOrDefault(status, 0);
            for (AsyncResultSet page = first;
                    ;
                    page = page.fetchNextPage().toCompletableFuture().join()) {
                for (Row row : page.currentPage()) {
                    if (most == 0) {
                        complete = false;
                        left.put(status, 0);
                        return;
                    }
                    most--;
                    add(status, row);
                }
                if (!page.hasMorePages()) {
                    left.put(status, most);
                    return;
                }
            }
        }

        private void add(Status status, Row row) {
            CaseList.Entry entry = CaseList.entry(row);
            // a case that has just changed may stand on two lines
            if (!query.matches(entry) || !seen.add(entry.id())) {
                return;
            }
            Instant dueAt = Objects.requireNonNullElse(row.getInstant("due_at"), entry.openedAt());
            boolean isWaiting = status != Status.CONTACTED;
            total++;
            overdue += isWaiting && dueAt.isBefore(now) ? 1 : 0;
            if (entry.assignee() != null && assignees.size() < MOST_ASSIGNEES) {
                assignees.add(entry.assignee());
            }
            DueCursor place = new DueCursor(isWaiting, dueAt, entry.id());
            if (after == null || place.compareTo(after) > 0) {
                last.add(new Line(place, entry.customer()));
                if (last.size() > query.limit() + 1) {
                    last.remove();
                }
            }
        }

        Found found() {
            List<Line> lines = new ArrayList<>(last);
            lines.sort(Comparator.comparing(Line::place));
            boolean hasMore = lines.size() > query.limit();
            List<Line> shown = hasMore ? lines.subList(0, query.limit()) : lines;
            return new Found(
                    List.copyOf(shown),
                    total,
                    overdue,
                    complete,
                    assignees,
                    hasMore ? shown.get(shown.size() - 1).place() : null);
        }
    }
}
