package io.earshot.scoring.audit;

import io.earshot.scoring.fold.ScoreRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an audit has found so far. */
final class Findings {

    private final List<Difference> differences = new ArrayList<>();
    private long items;
    private long rows;
    private long cells;
    private long pending;
    private long drift;

    /** One more item was counted. */
    void item() {
        items++;
    }

    /** One more row can't be compared yet. */
    void pending() {
        pending++;
    }

    /** One more row was compared. */
    void compared(RowId row, ScoreRow.@Nullable Image stored, ScoreRow.@Nullable Image recounted) {
        rows++;
        cells += Comparison.cells(stored, recounted).size();
        for (Difference difference : Comparison.differences(row, stored, recounted)) {
            drift++;
            if (differences.size() < AuditReport.MOST_DIFFERENCES) {
                differences.add(difference);
            }
        }
    }

    AuditReport report(AuditRange range) {
        return new AuditReport(range.from(), range.to(), items, rows, cells, pending, drift, List.copyOf(differences));
    }
}
