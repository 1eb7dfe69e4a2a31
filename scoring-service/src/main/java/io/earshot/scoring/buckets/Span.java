package io.earshot.scoring.buckets;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of buckets of one resolution.
 *
 * @param first the first bucket
 * @param end the bucket behind the last one
 */
public record Span(Resolution resolution, long first, long end) {

    /**
     * The fewest whole buckets that together cover the time from {@code from} up to {@code to}: months where they fit, then days, hours and
     * minutes at the ends.
     *
     * @param from the begin, on a whole minute
     * @param to the end, not itself covered, on a whole minute
     * @throws IllegalArgumentException if an end is not on a whole minute
     */
    public static List<Span> cover(Instant from, Instant to) {
        return cover(from, to, Resolution.MONTH);
    }

    /**
     * The same with no buckets longer than those of a resolution.
     *
     * @param coarsest the resolution of the longest buckets
     */
    public static List<Span> cover(Instant from, Instant to, Resolution coarsest) {
        if (!Resolution.MINUTE.floor(from).equals(from)
                || !Resolution.MINUTE.floor(to).equals(to)) {
            throw new IllegalArgumentException("from " + from + " to " + to + " (expected: whole minutes)");
        }
        List<Span> spans = new ArrayList<>();
        cover(coarsest, from, to, spans);
        return spans;
    }

    private static void cover(Resolution resolution, Instant from, Instant to, List<Span> spans) {
        if (!from.isBefore(to)) {
            return;
        }
        if (resolution == Resolution.MINUTE) {
            spans.add(new Span(resolution, resolution.bucketOf(from), resolution.bucketOf(to)));
            return;
        }
        Resolution finer = Resolution.values()[resolution.ordinal() - 1];
        Instant low = resolution.ceiling(from);
        Instant high = resolution.floor(to);
        if (low.isBefore(high)) {
            cover(finer, from, low, spans);
            spans.add(new Span(resolution, resolution.bucketOf(low), resolution.bucketOf(high)));
            cover(finer, high, to, spans);
        } else {
            cover(finer, from, to, spans);
        }
    }

    /** The same buckets, cut where an era ends. */
    public List<Span> byEra() {
        List<Span> cut = new ArrayList<>();
        long begin = first;
        for (long bucket = first + 1; bucket <= end; bucket++) {
            if (bucket == end || resolution.eraOf(bucket) != resolution.eraOf(begin)) {
                cut.add(new Span(resolution, begin, bucket));
                begin = bucket;
            }
        }
        return cut;
    }

    /** The era of the first bucket; after {@link #byEra()} that of all. */
    public long era() {
        return resolution.eraOf(first);
    }
}
