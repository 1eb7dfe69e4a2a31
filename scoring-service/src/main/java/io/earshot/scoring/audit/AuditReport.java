package io.earshot.scoring.audit;

import java.time.Instant;
import java.util.List;

/**
 * What an audit found.
 *
 * @param from the begin, at the start of a day
 * @param to the end, not itself covered
 * @param items how many items were recounted
 * @param rows how many rows were compared
 * @param cells how many cells they have together
 * @param pending rows that can't be compared yet, for their last records are not all written down as items
 * @param drift how many cells differ
 * @param differences the first of them
 */
public record AuditReport(
        Instant from,
        Instant to,
        long items,
        long rows,
        long cells,
        long pending,
        long drift,
        List<Difference> differences) {

    /** No more differences than this are told. */
    static final int MOST_DIFFERENCES = 100;
}
