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
 * @param least how many items a value has at least
 * @param limit how many values a page has at most
 * @param after the last value of the page before, null for the first page
 */
record SegmentsQuery(
        Series series,
        Dimension dimension,
        TimeRange range,
        SegmentKey.Order sort,
        int least,
        int limit,
        @Nullable SegmentKey after) {

    private static final Set<String> PARAMETERS = Set.of("dimension", "sort", "limit", "cursor");
    private static final int USUAL = 50;
    private static final int MOST = 200;

    /**
     * Reads the question from the parameters of a request.
     *
     * @throws BadQueryException naming every fault and what there is
     */
    static SegmentsQuery parse(MultiValueMap<String, String> parameters, Clock clock) {
        return new QueryParameters(parameters, PARAMETERS, clock)
                .without("segment")
                .parse(SegmentsQuery::read);
    }

    private static @Nullable SegmentsQuery read(QueryParameters parameters) {
        Series series = parameters.series();
        TimeRange range = parameters.range();
        Dimension dimension = dimension(parameters);
        SegmentKey.Order sort = sort(parameters);
        int limit = limit(parameters);
        SegmentKey after = after(parameters, sort);
        return series == null || range == null || dimension == null || sort == null
                ? null
                : new SegmentsQuery(series, dimension, range, sort, 1, limit, after);
    }

    private static @Nullable Dimension dimension(QueryParameters parameters) {
        String slug = parameters.value("dimension");
        Dimension dimension = slug == null ? null : Dimension.of(slug).orElse(null);
        if (dimension == null) {
            parameters.fault(
                    "dimension", QueryParameters.shown(slug) + " (expected: one of " + Dimension.slugs() + ")");
        }
        return dimension;
    }

    private static SegmentKey.@Nullable Order sort(QueryParameters parameters) {
        String slug = parameters.value("sort");
        if (slug == null) {
            return SegmentKey.Order.N;
        }
        for (SegmentKey.Order order : SegmentKey.Order.values()) {
            if (order.slug().equals(slug)) {
                return order;
            }
        }
        parameters.fault("sort", QueryParameters.shown(slug) + " (expected: n, score or value)");
        return null;
    }

    private static int limit(QueryParameters parameters) {
        String text = parameters.value("limit");
        if (text == null) {
            return USUAL;
        }
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        }
        parameters.fault("limit", QueryParameters.shown(text) + " (expected: 1 to " + MOST + ")");
        return USUAL;
    }

    private static @Nullable SegmentKey after(QueryParameters parameters, SegmentKey.@Nullable Order sort) {
        String written = parameters.value("cursor");
        if (written == null || sort == null) {
            return null;
        }
        SegmentCursor cursor =
                SegmentCursor.of(written).filter(read -> read.sort() == sort).orElse(null);
        if (cursor == null) {
            parameters.fault(
                    "cursor",
                    QueryParameters.shown(written) + " (expected: next of a page that was sorted by " + sort.slug()
                            + ")");
            return null;
        }
        return cursor.key();
    }

    SegmentsQuery withAtLeast(int items) {
        return new SegmentsQuery(series, dimension, range, sort, items, limit, after);
    }

    /** Whether the value is wanted: has enough items, and comes behind the page before. */
    boolean wants(SegmentKey key) {
        return key.n() >= least && (after == null || sort.compare(key, after) > 0);
    }
}
