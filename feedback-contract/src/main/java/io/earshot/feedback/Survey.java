package io.earshot.feedback;

import org.jspecify.annotations.Nullable;

/**
 * An answer to a CSAT, NPS or CES question.
 *
 * @param metric one of {@link Metric#isSurvey()}
 * @param scale one of the metric's scales
 * @param score the answer, on the scale
 * @param question the question as it was asked, at most 500 characters
 */
public record Survey(
        Submission submission,
        Metric metric,
        Scale scale,
        int score,
        @Nullable String question) implements Feedback {

    public Survey {
        if (!metric.isSurvey()) {
            throw new IllegalArgumentException("metric: " + metric.slug() + " (expected: nps, csat or ces)");
        }
        if (!metric.scales().contains(scale)) {
            throw new IllegalArgumentException(
                    "scale: " + scale.slug() + " (expected: " + metric.scaleSlugs() + " for " + metric.slug() + ")");
        }
        if (!scale.contains(score)) {
            throw new IllegalArgumentException("score: " + score + " (expected: " + Field.range(scale) + ")");
        }
        Field.QUESTION.require(question);
    }

    @Override
    public Kind kind() {
        return Kind.SURVEY;
    }
}
