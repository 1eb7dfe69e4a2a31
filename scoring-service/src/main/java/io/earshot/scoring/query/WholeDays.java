package io.earshot.scoring.query;

import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.buckets.Span;
import java.time.Instant;
import java.util.List;

/**
 * The whole days that a time touches.
 *
 * @param spans those days, months where they fit
 * @param rest what of those days is not in the time
 */
record WholeDays(List<Span> spans, List<List<Span>> rest) {

    /**
     * @param latest the begin of a day before which everything is that can have happened: no days are listed behind it
     */
    static WholeDays around(TimeRange range, Instant latest) {
        Instant end = range.end();
        Instant firstDay = Resolution.DAY.floor(range.from());
        Instant dayAfter = Resolution.DAY.ceiling(end);
        Instant listed = dayAfter.isBefore(latest) ? dayAfter : latest;
        return new WholeDays(
                Span.cover(firstDay, listed), List.of(Span.cover(firstDay, range.from()), Span.cover(end, dayAfter)));
    }
}
