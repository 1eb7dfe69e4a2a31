package io.earshot.scoring.rebuild;

import io.earshot.scoring.audit.AuditReport;
import io.earshot.scoring.audit.Auditor;
import io.earshot.scoring.audit.Difference;
import io.earshot.scoring.audit.Stretch;
import io.earshot.scoring.cassandra.ItemDays.StoreDay;
import io.earshot.scoring.cassandra.ScoringStore;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the rows of a new generation from the item records, a month of a store after the other, and compares those of the active one with the
 * same items on the way.
 */
final class FromItems {

    private static final Logger LOG = LoggerFactory.getLogger(FromItems.class);

    private final ScoringStore store;
    private final Auditor auditor;
    private final int active;
    private final CountedRows.Goal goal;
    private long items;
    private long rows;
    private long drift;

    FromItems(ScoringStore store, Auditor auditor, int active, CountedRows.Goal goal) {
        this.store = store;
        this.auditor = auditor;
        this.active = active;
        this.goal = goal;
    }

    void write() {
        Set<Stretch> done = new HashSet<>();
        Iterator<StoreDay> days = store.itemDays().all();
        while (days.hasNext()) {
            Stretch stretch = Stretch.of(days.next());
            if (done.add(stretch)) {
                write(stretch);
            }
        }
        LOG.info(
                "{} items of {} months of stores counted into {} rows of generation {}; {} cells of generation {} were different",
                items,
                done.size(),
                rows,
                goal.generation(),
                drift,
                active);
    }

    private void write(Stretch stretch) {
        CountedRows counted = new CountedRows(store, stretch, goal);
        AuditReport report = auditor.audit(stretch.task(active), some -> {}, counted);
        counted.writeMonth();
        items += report.items();
        rows += counted.written();
        drift += report.drift();
        for (Difference difference : report.differences()) {
            LOG.warn("Generation {} differs from the recount: {}", active, difference);
        }
    }
}
