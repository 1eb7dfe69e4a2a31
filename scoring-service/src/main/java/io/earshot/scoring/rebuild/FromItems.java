package io.earshot.scoring.rebuild;

import io.earshot.scoring.audit.AuditReport;
import io.earshot.scoring.audit.Auditor;
import io.earshot.scoring.audit.Difference;
import io.earshot.scoring.audit.Recount;
import io.earshot.scoring.audit.RowId;
import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.cassandra.InFlight;
import io.earshot.scoring.cassandra.ItemDays.StoreDay;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.fold.ScoreRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of a new generation from the item records, a month of a store at a time, and compares those of the active one on the way. Every
 * row ends at the cut of its source and is written with that offset's timestamp, so the fold can go on behind it.
 */
final class FromItems {

    private static final Logger LOG = LoggerFactory.getLogger(FromItems.class);
    private static final int WRITES = 256;

    private final ScoringStore store;
    private final Auditor auditor;
    private final int active;
    private final int next;
    private final Map<String, Long> cut;
    private final Instant minutesFrom;
    private long items;
    private long rows;
    private long drift;

    /**
     * @param minutesFrom minute rows of earlier buckets are left out: they would have expired
     */
    FromItems(ScoringStore store, Auditor auditor, int active, int next, Cut cut, Instant minutesFrom) {
        this.store = store;
        this.auditor = auditor;
        this.active = active;
        this.next = next;
        this.cut = cut.byName();
        this.minutesFrom = minutesFrom;
    }

    /** A month of a store. */
    private record Stretch(String shop, long month) {}

    void write() {
        Set<Stretch> done = new HashSet<>();
        Iterator<StoreDay> days = store.itemDays().all();
        while (days.hasNext()) {
            StoreDay day = days.next();
            Stretch stretch = new Stretch(day.store(), Resolution.MONTH.bucketOf(Resolution.DAY.startOf(day.day())));
            if (done.add(stretch)) {
                write(stretch);
            }
        }
        LOG.info(
                "{} items of {} months of stores counted into {} rows of generation {}; {} cells of generation {} were different",
                items,
                done.size(),
                rows,
                next,
                drift,
                active);
    }

    private void write(Stretch stretch) {
        Instant from = Resolution.MONTH.startOf(stretch.month());
        Instant to = Resolution.MONTH.startOf(stretch.month() + 1);
        Recount recount = new Recount(
                key -> Resolution.MONTH.bucketOf(key.resolution().startOf(key.bucket())) == stretch.month()
                        && (key.resolution() != Resolution.MINUTE
                                || !key.resolution().startOf(key.bucket()).isBefore(minutesFrom)),
                row -> cut.getOrDefault(row.source(), -1L));
        AuditReport report =
                auditor.audit(new Auditor.Task(active, stretch.shop(), from, to), some -> {}, List.of(recount));
        write(recount.rows());
        items += report.items();
        drift += report.drift();
        for (Difference difference : report.differences()) {
            LOG.warn("Generation {} differs from the recount: {}", active, difference);
        }
    }

    private void write(Map<RowId, ScoreRow.Image> recounted) {
        Map<String, List<ScoreRow.Image>> bySource = new HashMap<>();
        recounted.forEach((row, image) -> bySource.computeIfAbsent(row.source(), source -> new ArrayList<>())
                .add(image));
        InFlight writes = new InFlight(WRITES);
        bySource.forEach((source, images) -> store.scoreRows()
                .writes(next, images, source)
                .forEach(statement -> writes.submit(() -> store.execute(statement))));
        writes.await();
        rows += recounted.size();
    }
}
