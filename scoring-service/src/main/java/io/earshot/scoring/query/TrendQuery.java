package io.earshot.scoring.query;

import io.earshot.scoring.buckets.Step;
import io.earshot.scoring.problem.BadQueryException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * A question about how a score went.
 *
 * @param score the question about the whole time
 * @param step by which that is cut
 */
public record TrendQuery(ScoreQuery score, Step step) {

    static final int MOST_POINTS = 1_000;

    /** What a chart shows well; without a step, the points are the most that are no more than this. */
    private static final int USUAL_POINTS = 100;

    /**
     * Reads the question from the parameters of a request.
     *
     * @throws BadQueryException naming every fault and what there is
     */
    public static TrendQuery parse(MultiValueMap<String, String> parameters, Clock clock) {
        return new QueryParameters(parameters, Set.of("step"), clock).parse(TrendQuery::read);
    }

    private static @Nullable TrendQuery read(QueryParameters parameters) {
        ScoreQuery score = parameters.query();
        TimeRange range = score == null ? null : score.range();
        List<Step> possible =
                Stream.of(Step.values()).filter(step -> isPossible(step, range)).toList();
        String slug = parameters.value("step");
        Step step = slug == null ? usual(possible, range) : Step.of(slug).orElse(null);
        if (step == null || !possible.contains(step)) {
            parameters.fault("step", fault(step, slug, range) + " (expected: " + expected(possible) + ")");
        }
        return score == null || step == null ? null : new TrendQuery(score, step);
    }

    /** Minutes are exact for some hours only, and many points are nothing to look at. */
    private static boolean isPossible(Step step, @Nullable TimeRange range) {
        return range == null
                || (step != Step.MINUTE || range.window() == Window.HOUR) && points(step, range) <= MOST_POINTS;
    }

    private static Step usual(List<Step> possible, @Nullable TimeRange range) {
        Step longest = possible.isEmpty() ? Step.MONTH : possible.get(possible.size() - 1);
        return possible.stream()
                .filter(step -> range == null || points(step, range) <= USUAL_POINTS)
                .findFirst()
                .orElse(longest);
    }

    private static long points(Step step, TimeRange range) {
        return step.count(range.from(), range.end());
    }

    private static String fault(@Nullable Step step, @Nullable String slug, @Nullable TimeRange range) {
        if (step == null || range == null) {
            return QueryParameters.shown(slug);
        }
        return step == Step.MINUTE && range.window() != Window.HOUR
                ? "1m without the window 1h"
                : step.slug() + " for " + points(step, range) + " points";
    }

    private static String expected(List<Step> possible) {
        return possible.isEmpty()
                ? "a shorter time, at most " + MOST_POINTS + " points"
                : Step.slugs(possible.stream()) + " for at most " + MOST_POINTS + " points";
    }
}
