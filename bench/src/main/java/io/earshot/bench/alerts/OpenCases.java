package io.earshot.bench.alerts;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import io.earshot.bench.Report;
import io.earshot.bench.server.CassandraTables;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The open cases of a store, of the last thirty days. The newest one came the usual way, through the ingest service; what the service wrote of it
 * is written of all others, with their own ids, times, severities, assignees and teams.
 */
final class OpenCases {

    static final String STORE = "listed-shop";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration SPREAD = Duration.ofDays(30);
    private static final int CHUNK = 1_000;
    private static final int TRIES = 3;
    private static final int PATIENCE_SECONDS = 10;

    private final Services services;
    private final long count;
    private final String key;
    private final ListedCase original;
    /** What the API says of it. */
    private final String shown;

    private OpenCases(Services services, long count, ListedCase original, String shown) {
        this.services = services;
        this.count = count;
        this.key = services.keys().of(STORE);
        this.original = original;
        this.shown = shown;
    }

    /**
     * Has a detractor become the first case.
     *
     * @param count how many there are to be
     */
    static OpenCases begin(Services services, long count) throws IOException, InterruptedException {
        String key = services.keys().of(STORE);
        JsonNode cases = postOne(services, key);
        if (cases.size() != 1) {
            throw new IllegalStateException(cases.size() + " open cases (expected: that of the one detractor)");
        }
        JsonNode first = cases.get(0);
        ListedCase original = new ListedCase(
                UUID.fromString(first.path("id").asString()),
                first.path("customer").path("id").asString(),
                first.path("items").path(0).path("id").asString(),
                Instant.parse(first.path("openedAt").asString()),
                Instant.parse(first.path("dueAt").asString()),
                first.path("severity").asString(),
                first.path("assignee").asString(null),
                first.path("team").asString(null));
        String shown = services.alerts().getText("/v1/cases/" + original.id(), key);
        return new OpenCases(services, count, original, shown);
    }

    /** The cases after one detractor; one that was refused by a service that is just starting may come all the same. */
    private static JsonNode postOne(Services services, String key) throws IOException, InterruptedException {
        Detractors detractors = new Detractors(services.ingest(), services.keys());
        JsonNode cases = openCases(services, key);
        for (int i = 0; cases.isEmpty() && i < TRIES; i++) {
            detractors.post(List.of(STORE), 1, 1);
            for (int j = 0; cases.isEmpty() && j < PATIENCE_SECONDS; j++) {
                TimeUnit.SECONDS.sleep(1);
                cases = openCases(services, key);
            }
        }
        return cases;
    }

    private static JsonNode openCases(Services services, String key) throws IOException, InterruptedException {
        return services.alerts().get("/v1/cases?status=open", key).path("cases");
    }

    /** Writes all others. */
    void write(CassandraTables tables) throws InterruptedException {
        // what follows from the case, its lists say, is written a moment after it
        TimeUnit.SECONDS.sleep(1);
        CaseRows rows = CaseRows.read(tables.session(), AlertsService.KEYSPACE, original);
        Filling filling = new Filling(tables.session());
        List<BoundStatement> chunk = new ArrayList<>();
        for (long number = 1; number < count; number++) {
            chunk.addAll(rows.of(of(number)));
            if (number % CHUNK == 0) {
                filling.write(chunk);
                chunk.clear();
            }
            if (number % (100 * CHUNK) == 0) {
                Report.progress("%,d cases are written", number);
            }
        }
        filling.write(chunk);
        filling.finish();
    }

    /** The case with that number: 0 is the newest. */
    private ListedCase of(long number) {
        if (number == 0) {
            return original;
        }
        Instant openedAt = original.openedAt()
                .minusMillis(SPREAD.toMillis() * number / count)
                .truncatedTo(ChronoUnit.MILLIS);
        return ListedCase.of(number, STORE, openedAt, CaseForm.moved(original.dueAt(), original, openedAt));
    }

    /** That the service shows the case with that number as it would had it written the case itself. */
    void requireShown(long number) throws IOException, InterruptedException {
        JsonNode expected = JSON.readTree(CaseForm.of(shown, original).with(of(number)));
        JsonNode actual = services.alerts().get("/v1/cases/" + of(number).id(), key);
        if (!actual.equals(expected)) {
            throw new IllegalStateException("the case is shown as " + actual + " (expected: " + expected + ")");
        }
    }

    /**
     * That the first page is what it has to be, in the right order.
     *
     * @param filter that the cases of the page match
     */
    void requireFirstPage(String query, Predicate<ListedCase> filter) throws IOException, InterruptedException {
        List<String> actual = ids(services.alerts().get("/v1/cases?" + query, key));
        List<String> expected = LongStream.range(0, count)
                .mapToObj(this::of)
                .filter(filter)
                .limit(actual.size())
                .map(one -> one.id().toString())
                .toList();
        if (actual.isEmpty() || !actual.equals(expected)) {
            throw new IllegalStateException(query + " lists " + actual + " (expected: " + expected + ")");
        }
    }

    /**
     * Follows the cursors from the newest case to the oldest; every case has to come, once, and in its place.
     *
     * @param limit cases of a page
     * @return all cursors
     */
    List<String> cursors(int limit) throws IOException, InterruptedException {
        List<String> cursors = new ArrayList<>();
        String path = "/v1/cases?status=open&limit=" + limit;
        JsonNode page = services.alerts().get(path, key);
        long listed = requireInPlace(page, 0);
        while (page.has("next")) {
            cursors.add(page.path("next").asString());
            page = services.alerts().get(path + "&cursor=" + page.path("next").asString(), key);
            listed = requireInPlace(page, listed);
        }
        if (listed != count) {
            throw new IllegalStateException(listed + " cases are listed (expected: " + count + ")");
        }
        return cursors;
    }

    private long requireInPlace(JsonNode page, long from) {
        long number = from;
        for (String id : ids(page)) {
            if (number >= count || !id.equals(of(number).id().toString())) {
                throw new IllegalStateException(
                        "case " + id + " is number " + number + " of the list (expected: another one)");
            }
            number++;
        }
        return number;
    }

    /**
     * That the first page of the inbox is what it has to be: of each severity those that are due first, in that order.
     *
     * @param session cookie of somebody who is signed in
     * @param most of each severity
     * @param filter that the cases of the page match
     */
    void requireInbox(String query, String session, int most, Predicate<ListedCase> filter)
            throws IOException, InterruptedException {
        List<String> actual = AlertsService.shown(services.alerts().page("/" + query, session));
        List<String> expected = Stream.of("urgent", "high", "normal", "low")
                .flatMap(severity -> dueFirst(severity).filter(filter).limit(most))
                .map(one -> one.id().toString())
                .toList();
        if (actual.isEmpty() || !actual.equals(expected)) {
            throw new IllegalStateException("/" + query + " shows " + actual + " (expected: " + expected + ")");
        }
    }

    /** That these are the cases of the severity that are due first, in that order, but for the first ones. */
    void requireDue(String severity, int first, List<String> ids) {
        List<String> expected = dueFirst(severity)
                .skip(first)
                .limit(ids.size())
                .map(one -> one.id().toString())
                .toList();
        if (ids.isEmpty() || !ids.equals(expected)) {
            throw new IllegalStateException(
                    "further pages of " + severity + " show " + ids + " (expected: " + expected + ")");
        }
    }

    /** Those opened first are due first. */
    private Stream<ListedCase> dueFirst(String severity) {
        return LongStream.range(0, count)
                .map(number -> count - 1 - number)
                .mapToObj(this::of)
                .filter(one -> one.severity().equals(severity));
    }

    private static List<String> ids(JsonNode page) {
        return page.path("cases")
                .valueStream()
                .map(one -> one.path("id").asString())
                .toList();
    }
}
