package io.earshot.scoring.audit;

import io.earshot.scoring.cassandra.ScoringStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Recounts the rows of a store from its item records, while both go on being written: each row up to the last record that is in it. Holds the
 * rows of one day and of the months in memory. Waits for the database, so not for use on an event loop; to stop it, interrupt its thread.
 */
public final class Auditor {

    /** Rows about to expire may be gone in one replica and there in another. */
    private static final Duration MINUTES_MARGIN = Duration.ofMinutes(30);

    private final ScoringStore store;
    private final int spread;
    private final Duration minuteRetention;
    private final Clock clock;

    /**
     * @param spread how many partitions stores are spread over
     * @param minuteRetention how long minute rows are kept
     */
    public Auditor(ScoringStore store, int spread, Duration minuteRetention, Clock clock) {
        this.store = store;
        this.spread = spread;
        this.minuteRetention = minuteRetention;
        this.clock = clock;
    }

    /**
     * What is to be audited.
     *
     * @param shop the store
     * @param from the start of a day, UTC
     * @param to the start of a later day
     */
    public record Task(int generation, String shop, Instant from, Instant to) {}

    /**
     * Compares the rows with a recount.
     *
     * @param pace told how many items are read next, before they are; may wait, and may throw to end it
     * @param besides is given the same items
     */
    public AuditReport audit(Task task, IntConsumer pace, ItemsByDay besides) {
        DailyAudit audit = new DailyAudit(
                new AuditRange(task.from(), task.to()),
                task.shop(),
                new Snapshots(store, task, spread),
                () -> clock.instant().minus(minuteRetention).plus(MINUTES_MARGIN));
        new ItemHistories(store).read(task.shop(), audit.firstDays(), pace, List.of(audit, besides));
        return audit.report();
    }
}
