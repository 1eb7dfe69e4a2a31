package io.earshot.scoring.measure;

import java.util.Optional;

/**
 * A value of a dimension.
 *
 * @param name the name in the database and outside, {@code touchpoint:delivery}
 */
public record Segment(Dimension dimension, String value, String name) {

    /** The segment with that name; absent if it is none. */
    public static Optional<Segment> of(String name) {
        return Dimension.ofSegment(name)
                .map(dimension ->
                        new Segment(dimension, name.substring(dimension.slug().length() + 1), name));
    }

    /** The segment of that value. */
    public static Segment of(Dimension dimension, String value) {
        return new Segment(dimension, value, dimension.segment(value));
    }
}
