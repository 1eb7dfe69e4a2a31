package io.earshot.alerts.cases;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.rules.Severity;
import io.earshot.alerts.store.Cassandra;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Counts the open cases of a store by the lines of {@code case_list}: never a moment behind by more than the list is, and never adrift. */
@Component
final class CaseCount {

    /** Of each status and severity no more are counted. */
    static final int MOST = 10_000;

    private static final List<Status> OPEN = List.of(Status.OPEN, Status.ACKNOWLEDGED, Status.CONTACTED);

    private static final String MONTHS = "SELECT month FROM case_months WHERE store = ?";
    private static final String LINES =
            "SELECT due_at FROM case_list WHERE store = ? AND list = '' AND month = ? AND status = ? AND severity = ? LIMIT ?";

    private final Cassandra cassandra;

    CaseCount(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    private record Cell(Status status, Severity severity) {}

    /** Blocks. */
    OpenCases open(String store, Instant now) {
        OpenCases.Tally tally = new OpenCases.Tally();
        Map<Cell, Integer> left = new HashMap<>();
        for (Status status : OPEN) {
            for (Severity severity : Severity.values()) {
                left.put(new Cell(status, severity), MOST);
            }
        }
        for (Row row : cassandra.run(MONTHS, store)) {
            count(store, CaseRows.text(row, "month"), now, left, tally);
        }
        return tally.count();
    }

    private void count(String store, String month, Instant now, Map<Cell, Integer> left, OpenCases.Tally tally) {
        Map<Cell, CompletionStage<AsyncResultSet>> reads = new HashMap<>();
        // one more than is counted, to see whether there is
        left.forEach((cell, most) -> reads.put(
                cell,
                cassandra.start(
                        LINES,
                        store,
                        month,
                        cell.status().slug(),
                        cell.severity().slug(),
                        most + 1)));
        reads.forEach((cell, read) -> {
            List<@Nullable Instant> due = due(read.toCompletableFuture().join());
            int most = left.getOrDefault(cell, 0);
            if (due.size() > most) {
                tally.isCutShort();
                due = due.subList(0, most);
            }
            boolean waits = cell.status() != Status.CONTACTED;
            long overdue = due.stream()
                    .filter(at -> waits && at != null && at.isBefore(now))
                    .count();
            tally.add(cell.status(), cell.severity(), due.size(), overdue);
            left.put(cell, most - due.size());
        });
    }

    private static List<@Nullable Instant> due(AsyncResultSet first) {
        List<@Nullable Instant> due = new ArrayList<>();
        AsyncResultSet page = first;
        page.currentPage().forEach(row -> due.add(row.getInstant("due_at")));
        while (page.hasMorePages()) {
            page = page.fetchNextPage().toCompletableFuture().join();
            page.currentPage().forEach(row -> due.add(row.getInstant("due_at")));
        }
        return due;
    }
}
