package io.earshot.scoring.fold;

import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Segment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one revision of an item adds to the scores, and where.
 *
 * @param occurredAt the time whose buckets it belongs to
 * @param inMinutes whether minute rows have it: only what was received soon enough after it happened
 */
public record Counted(Contribution contribution, Instant occurredAt, boolean inMinutes) {

    /** What the item adds, received when its record says. */
    public static Counted of(Submitted submitted) {
        Instant occurredAt = submitted.feedback().occurredAt();
        boolean soon = submitted.origin().received().isBefore(occurredAt.plus(RowKey.MINUTES_FOR));
        return new Counted(Contribution.of(submitted.feedback()), occurredAt, soon);
    }

    /** The rows that it is counted in. */
    public List<RowKey> rows(String store) {
        List<RowKey> keys = new ArrayList<>(8);
        for (Resolution resolution : RowKey.resolutions(inMinutes)) {
            RowKey all = RowKey.all(store, contribution.series(), resolution, occurredAt);
            keys.add(all);
            for (Segment segment : contribution.segments()) {
                if (segment.dimension().hasOwnRows()) {
                    keys.add(all.only(segment));
                }
            }
        }
        return keys;
    }
}
