package io.earshot.scoring.query;

import io.earshot.scoring.measure.Segment;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.problem.BadQueryException;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * A question about one score.
 *
 * @param segment null for all items
 */
public record ScoreQuery(Series series, @Nullable Segment segment, TimeRange range) {

    /**
     * Reads the question from the parameters of a request.
     *
     * @throws BadQueryException naming every fault and what there is
     */
    public static ScoreQuery parse(MultiValueMap<String, String> parameters, Clock clock) {
        return new QueryParameters(parameters, Set.of(), clock).parse(QueryParameters::query);
    }

    /**
     * The question about a window that ends now.
     *
     * @param segment null for all items
     */
    public static ScoreQuery of(Series series, @Nullable Segment segment, Window window, Instant now) {
        return new ScoreQuery(series, segment, TimeRange.of(window, now, now));
    }
}
