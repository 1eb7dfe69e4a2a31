package io.earshot.scoring.audit;

import io.earshot.scoring.buckets.Span;
import io.earshot.scoring.fold.RowKey;
import java.util.List;

/**
 * The rows of some buckets, of all series and segments.
 *
 * @param spans their buckets, each within an era
 * @param listing the days or months by which the values are listed that have rows of their own
 */
record RowSet(List<Span> spans, Span listing) {

    boolean covers(RowKey key) {
        return spans.stream()
                .anyMatch(span -> span.resolution() == key.resolution()
                        && key.bucket() >= span.first()
                        && key.bucket() < span.end());
    }
}
