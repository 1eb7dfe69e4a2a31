package io.earshot.alerts.cases;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rules.Severity;
import io.earshot.alerts.store.Cassandra;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Puts cases into {@code case_due} that were opened before there was such a table: all open ones of a store, once, when it opens another one
 * or somebody looks. Done by two instances or repeated after a crash it does no harm.
 */
@Component
final class DueFill {

    private static final Logger LOG = LoggerFactory.getLogger(DueFill.class);

    private static final List<Status> OPEN = List.of(Status.OPEN, Status.ACKNOWLEDGED, Status.CONTACTED);

    private static final int THREADS = 4;
    private static final int TOGETHER = 100;
    private static final int LINES_AT_ONCE = 1_000;
    private static final int PATIENCE_SECONDS = 2;
    private static final int RETRY_SECONDS = 5;

    private static final String FILLED = "SELECT filled_at FROM case_due_stores WHERE store = ?";
    private static final String SET_FILLED = "INSERT INTO case_due_stores (store, filled_at) VALUES (?, ?)";
    private static final String MONTHS = "SELECT month FROM case_months WHERE store = ?";
    private static final String LINES =
            "SELECT case_id, customer FROM case_list WHERE store = ? AND list = '' AND month = ? AND status = ? AND severity = ?";

    private final Cassandra cassandra;
    private final CaseRows rows;
    private final DueLines lines;
    private final Clock clock;
    private final Map<String, CompletableFuture<Void>> fills = new ConcurrentHashMap<>();
    private final Executor workers = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "due-fill");
        thread.setDaemon(true);
        return thread;
    });

    DueFill(Cassandra cassandra, CaseRows rows, DueLines lines, Clock clock) {
        this.cassandra = cassandra;
        this.rows = rows;
        this.lines = lines;
        this.clock = clock;
    }

    /** Begins to put the store's open cases there, unless they are. */
    CompletableFuture<Void> begin(String store) {
        return fills.computeIfAbsent(store, name -> CompletableFuture.runAsync(() -> fill(name), workers));
    }

    /**
     * Makes sure that all open cases of the store are in the table. Blocks, the first time for seconds.
     *
     * @throws ProblemException 503 while they are being put there
     */
    void require(String store) {
        CompletableFuture<Void> fill = begin(store);
        try {
            fill.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (fill.isDone() || !(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            throw ProblemException.unavailable(
                    "the open cases are being put in the order of their due times, this once", RETRY_SECONDS);
        }
    }

    private void fill(String store) {
        try {
            if (cassandra.run(FILLED, store).one() == null) {
                fillAll(store);
            }
        } catch (RuntimeException e) {
            // whoever looks next tries again
            fills.remove(store);
            throw e;
        }
    }

    private void fillAll(String store) {
        long cases = 0;
        for (Row month : cassandra.run(MONTHS, store)) {
            for (Status status : OPEN) {
                for (Severity severity : Severity.values()) {
                    cases += fill(store, CaseRows.text(month, "month"), status, severity);
                }
            }
        }
        cassandra.run(SET_FILLED, store, clock.instant());
        if (cases > 0) {
            LOG.info("Put {} open cases of {} in the order of their due times", cases, store);
        }
    }

    private long fill(String store, String month, Status status, Severity severity) {
        long cases = 0;
        List<CompletionStage<AsyncResultSet>> found = new ArrayList<>();
        for (Row line : cassandra.runPaged(LINES_AT_ONCE, LINES, store, month, status.slug(), severity.slug())) {
            found.add(rows.startFind(
                    store, CaseRows.text(line, "customer"), Objects.requireNonNull(line.getUuid("case_id"))));
            cases++;
            if (found.size() == TOGETHER) {
                write(found);
                found.clear();
            }
        }
        write(found);
        return cases;
    }

    /** As the cases are by now, stamped with their version: whatever becomes of them meanwhile is newer. */
    private void write(List<CompletionStage<AsyncResultSet>> found) {
        CaseWriter.await(found.stream()
                .flatMap(read ->
                        Stream.ofNullable(read.toCompletableFuture().join().one()))
                .map(CaseRows::file)
                .<CompletionStage<?>>flatMap(file -> lines.startAnew(file, List.of()).stream())
                .toList());
    }
}
