package io.earshot.scoring.audit;

import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.buckets.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that an audit is about: all whose bucket lies in some whole days.
 *
 * @param from the start of a day
 * @param to the start of a later day
 */
record AuditRange(Instant from, Instant to) {

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

    /**
     * The rows of one day: minutes, hours and the day itself.
     *
     * @param minutesFrom minute rows of earlier buckets are left out: they expire
     */
    static RowSet day(long day, Instant minutesFrom) {
        Instant from = Resolution.DAY.startOf(day);
        Instant to = Resolution.DAY.startOf(day + 1);
        List<Span> spans = new ArrayList<>();
        add(Resolution.MINUTE, minutesFrom.isAfter(from) ? minutesFrom : from, to, spans);
        add(Resolution.HOUR, from, to, spans);
        add(Resolution.DAY, from, to, spans);
        return new RowSet(spans, new Span(Resolution.DAY, day, day + 1));
    }

    /** The rows of the months that lie in the range as a whole; may be none. */
    RowSet months() {
        List<Span> spans = new ArrayList<>();
        add(Resolution.MONTH, from, to, spans);
        long first = Resolution.MONTH.bucketOf(from);
        return new RowSet(spans, spans.isEmpty() ? new Span(Resolution.MONTH, first, first) : spans.get(0));
    }

    private static void add(Resolution resolution, Instant from, Instant to, List<Span> spans) {
        long first = resolution.bucketOf(resolution.ceiling(from));
        long end = resolution.bucketOf(to);
        if (first < end) {
            spans.addAll(new Span(resolution, first, end).byEra());
        }
    }
}
