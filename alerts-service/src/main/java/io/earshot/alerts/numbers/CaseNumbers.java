package io.earshot.alerts.numbers;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.store.Cassandra;
import io.earshot.alerts.store.WrittenOnce;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The tables {@code case_facts} and {@code case_hours}. What a change means for the numbers is a row under its case and version: written again, it is the
 * same row, so nothing is counted twice. An hour is added up when somebody asks, and the sum is kept; a row that comes late throws the sum away.
 */
@Component
public final class CaseNumbers {

    /** A row written so long after its time may have been missed by a sum. */
    private static final Duration LATE = Duration.ofMinutes(2);

    /** Sums leave out what is younger: longer than {@link #LATE} by more than clocks differ. */
    private static final Duration SETTLED = Duration.ofMinutes(5);

    /** A sum that was thrown away is not believed for so long, whatever the clock of its writer says. */
    private static final Duration DOUBT = Duration.ofMinutes(1);

    /** The sum of an hour that is not over is worth keeping from so many rows on. */
    private static final int WORTH_KEEPING = 500;

    /** Rows that are counted for one question at most; what was added up is kept, so that the next one gets further. */
    private static final int MOST_COUNTED = 500_000;

    private static final int AT_ONCE = 16;

    private static final String INSERT =
            "INSERT INTO case_facts (store, hour, at, case_id, version, facts) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String INSERT_HOUR = "INSERT INTO case_hours (store, month, hour) VALUES (?, ?, ?)";
    private static final String FORGET =
            "DELETE numbers, until FROM case_hours USING TIMESTAMP ? WHERE store = ? AND month = ? AND hour = ?";
    private static final String KEEP =
            "UPDATE case_hours USING TIMESTAMP ? SET numbers = ?, until = ? WHERE store = ? AND month = ? AND hour = ?";
    private static final String HOURS =
            "SELECT hour, numbers, until FROM case_hours WHERE store = ? AND month = ? AND hour >= ? AND hour < ?";
    private static final String FACTS = "SELECT at, facts FROM case_facts WHERE store = ? AND hour = ? AND at >= ?";

    private final Cassandra cassandra;
    private final Clock clock;
    private final WrittenOnce hoursWritten = new WrittenOnce();

    CaseNumbers(Cassandra cassandra, Clock clock) {
        this.cassandra = cassandra;
        this.clock = clock;
    }

    /**
     * Notes what a change of a case means. May be repeated, by others, and at any later time.
     *
     * @param at the time of the change, the same whenever it is said
     * @param facts with the milliseconds each took; 0 for those that take no time
     * @return all that was started
     */
    public List<CompletionStage<?>> start(String store, Instant at, UUID caseId, long version, Map<Fact, Long> facts) {
        if (facts.isEmpty()) {
            return List.of();
        }
        Instant hour = at.truncatedTo(ChronoUnit.HOURS);
        Map<String, Long> written = new HashMap<>();
        facts.forEach((fact, millis) -> written.put(fact.slug(), millis));
        List<CompletionStage<?>> writes = new ArrayList<>();
        hoursWritten
                .start(store + "\n" + hour, () -> cassandra.start(INSERT_HOUR, store, month(hour), hour))
                .ifPresent(writes::add);
        writes.add(cassandra
                .startTogether(cassandra.bind(INSERT, store, hour, at, caseId, version, written))
                .thenCompose(done -> forgetIfLate(store, at, hour)));
        return writes;
    }

    private CompletionStage<?> forgetIfLate(String store, Instant at, Instant hour) {
        Instant now = clock.instant();
        return now.isAfter(at.plus(LATE))
                ? cassandra.start(FORGET, micros(now.plus(DOUBT)), store, month(hour), hour)
                : CompletableFuture.completedStage(null);
    }

    /**
     * What happened in that time; blocks.
     *
     * @param from a full hour
     * @param to a full hour, not included
     * @throws ProblemException 503 if so much was never added up yet that it takes another question
     */
    public Numbers between(String store, Instant from, Instant to) {
        Numbers all = new Numbers();
        List<Hour> open = new ArrayList<>();
        for (YearMonth month = monthOf(from); !month.isAfter(monthOf(to)); month = month.plusMonths(1)) {
            for (Row row : cassandra.run(HOURS, store, month.toString(), from, to)) {
                Hour hour = Hour.of(row);
                all.add(hour.sum());
                if (!hour.isOver()) {
                    open.add(hour);
                }
            }
        }
        int counted = 0;
        for (int i = 0; i < open.size(); i += AT_ONCE) {
            if (counted > MOST_COUNTED) {
                throw ProblemException.unavailable("the numbers of that time are being added up; ask again", 1);
            }
            counted += count(store, open.subList(i, Math.min(open.size(), i + AT_ONCE)), all);
        }
        return all;
    }

    /**
     * An hour as it was added up.
     *
     * @param sum what happened in it before {@code until}
     */
    private record Hour(Instant start, Numbers sum, Instant until) {

        static Hour of(Row row) {
            Instant start = Objects.requireNonNull(row.getInstant("hour"));
            String numbers = row.getString("numbers");
            Instant until = row.getInstant("until");
            // both or none: they are written and deleted together
            return numbers == null || until == null
                    ? new Hour(start, new Numbers(), start)
                    : new Hour(start, Numbers.read(numbers), until);
        }

        Instant end() {
            return start.plus(1, ChronoUnit.HOURS);
        }

        boolean isOver() {
            return !until.isBefore(end());
        }
    }

    /** Adds to the numbers what was not added up yet of these hours; gives back how many rows that were. */
    private int count(String store, List<Hour> hours, Numbers all) {
        Instant now = clock.instant();
        List<CompletionStage<AsyncResultSet>> reads = hours.stream()
                .map(hour -> cassandra.start(FACTS, store, hour.start(), hour.until()))
                .toList();
        int counted = 0;
        for (int i = 0; i < hours.size(); i++) {
            counted += count(
                    store, hours.get(i), now, reads.get(i).toCompletableFuture().join(), all);
        }
        return counted;
    }

    private int count(String store, Hour hour, Instant now, AsyncResultSet first, Numbers all) {
        Instant settled = now.minus(SETTLED).truncatedTo(ChronoUnit.MILLIS);
        Instant until = settled.isBefore(hour.end()) ? settled : hour.end();
        Numbers sum = hour.sum();
        int rows = 0;
        for (@Nullable AsyncResultSet page = first; page != null; page = next(page)) {
            for (Row row : page.currentPage()) {
                boolean isSettled = Objects.requireNonNull(row.getInstant("at")).isBefore(until);
                Numbers one = facts(row);
                all.add(one);
                if (isSettled) {
                    sum.add(one);
                    rows++;
                }
            }
        }
        if (until.isAfter(hour.until()) && (until.equals(hour.end()) || rows >= WORTH_KEEPING)) {
            // stamped with the time before the reading: what came late since then throws it away
            cassandra.start(KEEP, micros(now), sum.written(), until, store, month(hour.start()), hour.start());
        }
        return rows;
    }

    private static @Nullable AsyncResultSet next(AsyncResultSet page) {
        return page.hasMorePages() ? page.fetchNextPage().toCompletableFuture().join() : null;
    }

    private static Numbers facts(Row row) {
        Numbers numbers = new Numbers();
        Map<String, Long> facts = row.getMap("facts", String.class, Long.class);
        if (facts != null) {
            facts.forEach((slug, millis) -> Fact.of(slug).ifPresent(fact -> numbers.add(fact, millis)));
        }
        return numbers;
    }

    private static String month(Instant hour) {
        return monthOf(hour).toString();
    }

    private static YearMonth monthOf(Instant at) {
        return YearMonth.from(at.atZone(ZoneOffset.UTC));
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
