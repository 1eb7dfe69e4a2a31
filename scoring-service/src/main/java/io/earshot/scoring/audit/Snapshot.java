package io.earshot.scoring.audit;

import io.earshot.scoring.fold.ItemRecord;
import io.earshot.scoring.fold.ScoreRow;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows as they were read, and the recount that they are compared with when it has got all its items. */
final class Snapshot {

    private final Map<RowId, ScoreRow.Image> stored;
    private final Cuts cuts;
    private final Recount recount;

    Snapshot(RowSet rows, Map<RowId, ScoreRow.Image> stored, Cuts cuts) {
        this.stored = stored;
        this.cuts = cuts;
        this.recount = new Recount(rows::covers, row -> cuts.of(row, stored.get(row)));
    }

    /** Up to which record of each source all items are written down, at least. */
    Map<String, Long> itemsWritten() {
        return cuts.items();
    }

    void add(String shop, List<ItemRecord> history) {
        recount.add(shop, history);
    }

    void compare(Findings findings) {
        Map<RowId, ScoreRow.Image> recounted = recount.rows();
        Set<RowId> rows = new HashSet<>(stored.keySet());
        rows.addAll(recounted.keySet());
        for (RowId row : rows) {
            if (cuts.isPending(row, stored.get(row))) {
                findings.pending();
            } else {
                findings.compared(row, stored.get(row), recounted.get(row));
            }
        }
    }
}
