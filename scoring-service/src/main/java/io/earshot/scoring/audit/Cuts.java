package io.earshot.scoring.audit;

import io.earshot.scoring.fold.ScoreRow;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Up to which record of its source each row is recounted: so that the recount has what the row should have, and nothing is asked of the items
 * that they have not got yet. All by the names of sources, where what is missing has nothing.
 *
 * @param scores the progress of the scores, read before the rows were
 * @param items the progress of the items, read after the rows
 * @param gone sources whose log is gone: there neither will go on, and both should have come as far
 */
record Cuts(Map<String, Long> scores, Map<String, Long> items, Set<String> gone) {

    /**
     * The last record of its source that a row should have.
     *
     * @param stored null if there is no such row
     */
    long of(RowId row, ScoreRow.@Nullable Image stored) {
        long counted = scores.getOrDefault(row.source(), -1L);
        long written = items.getOrDefault(row.source(), -1L);
        long both = gone.contains(row.source()) ? Math.max(counted, written) : Math.min(counted, written);
        return Math.max(lastOffset(stored), both);
    }

    /** Whether the row has records that are not written down as items so far, and are going to be. */
    boolean isPending(RowId row, ScoreRow.@Nullable Image stored) {
        return !gone.contains(row.source()) && lastOffset(stored) > items.getOrDefault(row.source(), -1L);
    }

    private static long lastOffset(ScoreRow.@Nullable Image stored) {
        return stored == null ? -1 : stored.lastOffset();
    }
}
