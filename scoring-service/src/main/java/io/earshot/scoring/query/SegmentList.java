package io.earshot.scoring.query;

import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Figures;
import io.earshot.scoring.measure.Series;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some values of a dimension, in the order that was asked for.
 *
 * @param next the cursor of the page that follows, null if this is the last one
 * @param complete false if a value may be missing or have too little
 */
public record SegmentList(
        Series series,
        Dimension dimension,
        TimeRange range,
        List<Value> values,
        @Nullable String next,
        boolean complete) {

    /** A value with its figures. */
    public record Value(String value, Figures figures) {}
}
