package io.earshot.scoring.measure;

/**
 * A value of a dimension.
 *
 * @param name the name in the database and outside, {@code touchpoint:delivery}
 */
public record Segment(Dimension dimension, String value, String name) {

    /** The segment of that value. */
    public static Segment of(Dimension dimension, String value) {
        return new Segment(dimension, value, dimension.segment(value));
    }
}
