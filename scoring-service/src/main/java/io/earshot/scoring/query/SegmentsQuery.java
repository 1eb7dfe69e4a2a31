package io.earshot.scoring.query;

import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.problem.BadQueryException;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * A question about the values of a dimension.
 *
 * @param limit how many values a page has at most
 * @param after the last value of the page before, null for the first page
 */
record SegmentsQuery(
        Series series,
        Dimension dimension,
        TimeRange range,
        SegmentKey.Order sort,
        int limit,
        @Nullable SegmentKey after) {

    private static final Set<String> PARAMETERS =
            Set.of("metric", "scale", "window", "at", "from", "to", "dimension", "sort", "limit", "cursor");
    private static final int USUAL = 50;
    private static final int MOST = 200;

    /**
     * Reads the question from the parameters of a request.
     *
     * @throws BadQueryException naming every fault and what there is
     */
    static SegmentsQuery parse(MultiValueMap<String, String> parameters, Clock clock) {
        ScoreQuery.Parser parser = ScoreQuery.Parser.of(parameters, clock);
        parser.checkNames(PARAMETERS);
        Series series = parser.series();
        TimeRange range = parser.range();
        Dimension dimension = dimension(parser);
        SegmentKey.Order sort = sort(parser);
        int limit = limit(parser);
        SegmentKey after = after(parser, sort);
        if (series == null
                || range == null
                || dimension == null
                || sort == null
                || !parser.faults().isEmpty()) {
            throw new BadQueryException(parser.faults());
        }
        return new SegmentsQuery(series, dimension, range, sort, limit, after);
    }

    private static @Nullable Dimension dimension(ScoreQuery.Parser parser) {
        String slug = parser.value("dimension");
        Dimension dimension = slug == null ? null : Dimension.of(slug).orElse(null);
        if (dimension == null) {
            parser.fault("dimension", ScoreQuery.Parser.shown(slug) + " (expected: one of " + Dimension.slugs() + ")");
        }
        return dimension;
    }

    private static SegmentKey.@Nullable Order sort(ScoreQuery.Parser parser) {
        String slug = parser.value("sort");
        if (slug == null) {
            return SegmentKey.Order.N;
        }
        for (SegmentKey.Order order : SegmentKey.Order.values()) {
            if (order.slug().equals(slug)) {
                return order;
            }
        }
        parser.fault("sort", ScoreQuery.Parser.shown(slug) + " (expected: n or score)");
        return null;
    }

    private static int limit(ScoreQuery.Parser parser) {
        String text = parser.value("limit");
        if (text == null) {
            return USUAL;
        }
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        }
        parser.fault("limit", ScoreQuery.Parser.shown(text) + " (expected: 1 to " + MOST + ")");
        return USUAL;
    }

    private static @Nullable SegmentKey after(ScoreQuery.Parser parser, SegmentKey.@Nullable Order sort) {
        String written = parser.value("cursor");
        if (written == null || sort == null) {
            return null;
        }
        SegmentCursor cursor =
                SegmentCursor.of(written).filter(read -> read.sort() == sort).orElse(null);
        if (cursor == null) {
            parser.fault(
                    "cursor",
                    ScoreQuery.Parser.shown(written) + " (expected: next of a page that was sorted by " + sort.slug()
                            + ")");
            return null;
        }
        return cursor.key();
    }

    /** Whether the value comes behind the page before. */
    boolean wants(SegmentKey key) {
        return key.n() > 0 && (after == null || sort.compare(key, after) > 0);
    }
}
