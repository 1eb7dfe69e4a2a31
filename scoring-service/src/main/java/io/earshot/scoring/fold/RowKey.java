package io.earshot.scoring.fold;

import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.measure.Segment;
import io.earshot.scoring.measure.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which row sums are kept in.
 *
 * @param segment {@link #ALL}, or the one segment that the row is about
 */
public record RowKey(String store, Series series, String segment, Resolution resolution, long bucket) {

    /** The row of all items of its bucket, with its segments. */
    public static final String ALL = "";

    /** Later than this after it happened an item adds to no minute row: they are for the ends of recent windows only. */
    public static final Duration MINUTES_FOR = Duration.ofHours(4);

    private static final List<Resolution> ALL_RESOLUTIONS = List.of(Resolution.values());
    private static final List<Resolution> WITHOUT_MINUTES = List.of(Resolution.HOUR, Resolution.DAY, Resolution.MONTH);

    // by hand, what differs most first: asked some ten times for every item
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowKey key
                && key.bucket == bucket
                && key.resolution == resolution
                && key.series == series
                && key.store.equals(store)
                && key.segment.equals(segment);
    }

    @Override
    public int hashCode() {
        int hash = store.hashCode() * 31 + series.hashCode();
        hash = hash * 31 + segment.hashCode();
        return hash * 31 + Long.hashCode(bucket * 4 + resolution.ordinal());
    }

    static List<Resolution> resolutions(boolean withMinutes) {
        return withMinutes ? ALL_RESOLUTIONS : WITHOUT_MINUTES;
    }

    static RowKey all(String store, Series series, Resolution resolution, Instant occurredAt) {
        return new RowKey(store, series, ALL, resolution, resolution.bucketOf(occurredAt));
    }

    RowKey only(Segment own) {
        return new RowKey(store, series, own.name(), resolution, bucket);
    }
}
