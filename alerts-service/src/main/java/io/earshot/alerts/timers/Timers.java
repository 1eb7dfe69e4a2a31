package io.earshot.alerts.timers;

import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.store.Cassandra;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.stereotype.Component;

/** The tables {@code timers} and {@code timer_starts}. */
@Component
public final class Timers {

    /** How many partitions the timers of a kind are spread over. */
    static final int SHARDS = 16;

    /** A row that was written so much later than it is due may lie before the place where reading starts. */
    private static final Duration LATE = Duration.ofMinutes(5);

    private static final String INSERT =
            "INSERT INTO timers (kind, shard, due_at, id, store, customer, case_id, detail)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
    private static final String DELETE =
            "DELETE FROM timers USING TIMESTAMP ? WHERE kind = ? AND shard = ? AND due_at = ? AND id = ?";
    private static final String DUE =
            "SELECT * FROM timers WHERE kind = ? AND shard = ? AND due_at >= ? AND due_at <= ?";
    private static final String COUNT = "SELECT count(*) FROM timers WHERE kind = ? AND shard = ? AND due_at >= ?";
    private static final String START = "SELECT since FROM timer_starts WHERE kind = ? AND shard = ?";
    private static final String SET_START = "INSERT INTO timer_starts (kind, shard, since) VALUES (?, ?, ?)";

    private final Cassandra cassandra;
    private final Clock clock;
    private final TimerRemovals removals;

    Timers(Cassandra cassandra, Clock clock) {
        this.cassandra = cassandra;
        this.clock = clock;
        this.removals = new TimerRemovals(cassandra::startAll);
    }

    /** Makes sure that it is looked at; blocks. */
    public void set(Timer timer) {
        start(timer).toCompletableFuture().join();
    }

    /** As {@link #set}, not waited for. */
    public CompletionStage<?> start(Timer timer) {
        return insert(timer, timer.at()).thenCompose(done -> {
            Instant now = clock.instant();
            // this process stood still for minutes: readers may have gone past
            return now.isAfter(timer.at().plus(LATE)) ? insert(timer, now) : CompletableFuture.completedStage(null);
        });
    }

    private CompletionStage<Void> insert(Timer timer, Instant at) {
        return cassandra.startTogether(cassandra.bind(
                INSERT,
                timer.kind(),
                shard(timer.id()),
                at,
                timer.id(),
                timer.store(),
                timer.customer(),
                timer.caseId(),
                timer.detail(),
                stamp()));
    }

    /** Forgets it, soon; not waited for, as a timer too many does no harm. */
    public void remove(Timer timer) {
        removals.add(cassandra.bind(DELETE, stamp(), timer.kind(), shard(timer.id()), timer.at(), timer.id()));
    }

    /** What is asked for last is how it stays, in whatever order it is written. */
    private long stamp() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }

    /** How many timers of the kind there are. */
    public long count(String kind) {
        return LongStream.range(0, SHARDS)
                .map(shard -> {
                    Row row = cassandra
                            .run(COUNT, kind, (int) shard, since(kind, (int) shard))
                            .one();
                    return row == null ? 0 : row.getLong(0);
                })
                .sum();
    }

    /** What is due in a shard, the oldest first; read page by page. */
    Stream<Timer> due(String kind, int shard, Instant from, Instant to) {
        return StreamSupport.stream(cassandra.run(DUE, kind, shard, from, to).spliterator(), false)
                .map(Timers::timer);
    }

    /** Before this time the shard is empty. */
    Instant since(String kind, int shard) {
        Row row = cassandra.run(START, kind, shard).one();
        return row == null ? Instant.EPOCH : Objects.requireNonNullElse(row.getInstant("since"), Instant.EPOCH);
    }

    void setSince(String kind, int shard, Instant since) {
        cassandra.run(SET_START, kind, shard, since);
    }

    private static int shard(String id) {
        return Math.floorMod(id.hashCode(), SHARDS);
    }

    private static Timer timer(Row row) {
        return new Timer(
                text(row, "kind"),
                Objects.requireNonNull(row.getInstant("due_at")),
                text(row, "id"),
                text(row, "store"),
                text(row, "customer"),
                Objects.requireNonNull(row.getUuid("case_id")),
                text(row, "detail"));
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
