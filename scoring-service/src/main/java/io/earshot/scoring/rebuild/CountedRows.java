package io.earshot.scoring.rebuild;

import io.earshot.scoring.audit.ItemsByDay;
import io.earshot.scoring.audit.Recount;
import io.earshot.scoring.audit.RowId;
import io.earshot.scoring.audit.Stretch;
import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.cassandra.InFlight;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.fold.ItemRecord;
import io.earshot.scoring.fold.RowKey;
import io.earshot.scoring.fold.ScoreRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of a month of a store and writes them: those of a day when its items are over, so no more than a day's are held at once,
 * those of the month at the end. Every row ends at the cut of its source and is written with that offset's timestamp, so the fold can go on
 * behind it.
 */
final class CountedRows implements ItemsByDay {

    private static final int WRITES = 256;

    private final ScoringStore store;
    private final Stretch stretch;
    private final Goal goal;
    private final Recount month;
    private @Nullable Recount day;
    private long written;

    /**
     * What is to be written.
     *
     * @param cut up to which record of each source, by its name
     * @param minutesFrom minute rows of earlier buckets are left out: they would have expired
     */
    record Goal(int generation, Map<String, Long> cut, Instant minutesFrom) {

        private Recount recount(Predicate<RowKey> wanted) {
            return new Recount(wanted, row -> cut.getOrDefault(row.source(), -1L));
        }

        private boolean hasRowOf(long day, RowKey key) {
            Instant begin = key.resolution().startOf(key.bucket());
            return key.resolution() != Resolution.MONTH
                    && Resolution.DAY.bucketOf(begin) == day
                    && (key.resolution() != Resolution.MINUTE || !begin.isBefore(minutesFrom));
        }
    }

    CountedRows(ScoringStore store, Stretch stretch, Goal goal) {
        this.store = store;
        this.stretch = stretch;
        this.goal = goal;
        this.month = goal.recount(key -> key.resolution() == Resolution.MONTH && key.bucket() == stretch.month());
    }

    @Override
    public void begin(long number) {
        day = goal.recount(key -> goal.hasRowOf(number, key));
    }

    @Override
    public void add(List<ItemRecord> history, boolean isFirst) {
        Objects.requireNonNull(day).add(stretch.shop(), history);
        if (isFirst) {
            month.add(stretch.shop(), history);
        }
    }

    @Override
    public void end() {
        write(Objects.requireNonNull(day).rows());
        day = null;
    }

    /** To be called when all days are over. */
    void writeMonth() {
        write(month.rows());
    }

    /** How many rows were written. */
    long written() {
        return written;
    }

    private void write(Map<RowId, ScoreRow.Image> recounted) {
        Map<String, List<ScoreRow.Image>> bySource = new HashMap<>();
        recounted.forEach((row, image) -> bySource.computeIfAbsent(row.source(), source -> new ArrayList<>())
                .add(image));
        InFlight writes = new InFlight(WRITES);
        bySource.forEach((source, images) -> store.scoreRows()
                .writes(goal.generation(), images, source)
                .forEach(statement -> writes.submit(() -> store.execute(statement))));
        writes.await();
        written += recounted.size();
    }
}
