package io.earshot.scoring.measure;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** By what scores can be split. */
public enum Dimension {
    CHANNEL,
    TOUCHPOINT,
    LOCALE,
    ASPECT,
    SOURCE,
    SURVEY,
    CATEGORY,
    /** Open-ended, so its values have rows of their own instead of a place in the row of their bucket. */
    PRODUCT;

    /** The value that stands for all values over the bound of a bucket. */
    public static final String OTHER = "~other";

    private final String slug = name().toLowerCase(Locale.ROOT);

    /** The name outside. */
    public String slug() {
        return slug;
    }

    /** The segment with that value, {@code touchpoint:delivery}. */
    public String segment(String value) {
        return slug + ':' + value;
    }

    /** Whether each value has rows of its own. */
    public boolean hasOwnRows() {
        return this == PRODUCT;
    }

    /** The dimension with that name; absent if there is none. */
    public static Optional<Dimension> of(String slug) {
        return Stream.of(values())
                .filter(dimension -> dimension.slug.equals(slug))
                .findFirst();
    }

    /** The dimension of a segment, {@code touchpoint:delivery}; absent if it is none. */
    public static Optional<Dimension> ofSegment(String segment) {
        int colon = segment.indexOf(':');
        return colon < 0 || colon == segment.length() - 1
                ? Optional.empty()
                : Stream.of(values())
                        .filter(dimension -> segment.startsWith(dimension.slug) && dimension.slug.length() == colon)
                        .findFirst();
    }

    /** All names, for messages. */
    public static String slugs() {
        return Stream.of(values()).map(Dimension::slug).collect(Collectors.joining(", "));
    }
}
