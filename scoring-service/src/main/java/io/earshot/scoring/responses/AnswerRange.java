package io.earshot.scoring.responses;

import io.earshot.feedback.Category;
import io.earshot.feedback.Metric;
import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Measures;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which answers are wanted, by their point of the scale; without a bound all, and then a button's submissions without a rating, too.
 *
 * @param low the lowest, null for no bound
 * @param high the highest, null for no bound
 */
record AnswerRange(@Nullable Integer low, @Nullable Integer high) {

    boolean contains(Contribution contribution) {
        Integer answer = contribution.answer();
        return answer == null ? low == null && high == null : contains(answer);
    }

    private boolean contains(int answer) {
        return (low == null || answer >= low) && (high == null || answer <= high);
    }

    /** Whether any of the answers that were counted is wanted. */
    boolean isIn(Measures counted) {
        IntStream points = IntStream.rangeClosed(
                counted.series().scale().low(), counted.series().scale().high());
        return points.filter(this::contains).anyMatch(point -> counted.answers(point) != 0)
                || low == null && high == null && hasSubmissions(counted);
    }

    private static boolean hasSubmissions(Measures counted) {
        return counted.series().metric() == Metric.BUTTON
                && Stream.of(Category.values()).anyMatch(category -> counted.submissions(category) != 0);
    }
}
