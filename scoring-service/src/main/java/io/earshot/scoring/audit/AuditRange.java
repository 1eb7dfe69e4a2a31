package io.earshot.scoring.audit;

import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.buckets.Span;
import io.earshot.scoring.fold.RowKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that an audit is about: all whose bucket lies in some whole days.
 *
 * @param from the start of a day
 * @param to the start of a later day
 * @param minutesFrom minute rows of earlier buckets are left out: they expire
 */
record AuditRange(Instant from, Instant to, Instant minutesFrom) {

    AuditRange {
        if (!Resolution.DAY.floor(from).equals(from)
                || !Resolution.DAY.floor(to).equals(to)
                || !from.isBefore(to)) {
            throw new IllegalArgumentException("from " + from + " to " + to + " (expected: whole days)");
        }
    }

    /** The days, since 1970. */
    Span days() {
        return new Span(Resolution.DAY, Resolution.DAY.bucketOf(from), Resolution.DAY.bucketOf(to));
    }

    boolean covers(RowKey key) {
        Resolution resolution = key.resolution();
        Instant begin = resolution.startOf(key.bucket());
        Instant end = resolution.startOf(key.bucket() + 1);
        return !begin.isBefore(from)
                && !end.isAfter(to)
                && (resolution != Resolution.MINUTE || !begin.isBefore(minutesFrom));
    }

    /** The same rows as runs of buckets within an era. */
    List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        for (Resolution resolution : Resolution.values()) {
            Instant begin = resolution == Resolution.MINUTE && minutesFrom.isAfter(from) ? minutesFrom : from;
            long first = resolution.bucketOf(resolution.ceiling(begin));
            long end = resolution.bucketOf(to);
            if (first < end) {
                spans.addAll(new Span(resolution, first, end).byEra());
            }
        }
        return spans;
    }
}
