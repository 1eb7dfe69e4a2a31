package io.earshot.scoring.query;

import io.earshot.scoring.measure.Figures;
import java.time.Instant;
import java.util.List;

/**
 * How a store's score went.
 *
 * @param points that cut the time of the score without a gap
 * @param complete false if values of the segment's dimension were counted together in some bucket, so that some of the segment may be missing
 */
public record Trend(TrendQuery query, List<Point> points, boolean complete) {

    /** The figures of a part of the time. */
    public record Point(Instant from, Instant to, Figures figures) {}
}
