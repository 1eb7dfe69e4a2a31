package io.earshot.alerts.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.Button;
import io.earshot.feedback.Category;
import io.earshot.feedback.Context;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Review;
import io.earshot.feedback.Submission;
import io.earshot.feedback.Survey;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulebookTest {

    private static final Submission SUBMISSION =
            new Submission("a1", 0, Instant.parse("2026-11-21T10:15:00Z"), "Late", null, Context.NONE);

    private final Rulebook rulebook = Rulebook.outOfTheBox();

    @ParameterizedTest
    @CsvSource({
        "nps, 0-10, 0, high",
        "nps, 0-10, 3, high",
        "nps, 0-10, 4, normal",
        "nps, 0-10, 6, normal",
        "nps, 0-10, 7, ",
        "nps, 0-10, 10, ",
        "nps, 1-10, 1, high",
        "nps, 1-10, 3, high",
        "nps, 1-10, 4, normal",
        "nps, 1-10, 6, normal",
        "nps, 1-10, 7, ",
        "csat, 1-5, 1, high",
        "csat, 1-5, 2, normal",
        "csat, 1-5, 3, ",
        "csat, 1-10, 2, high",
        "csat, 1-10, 3, normal",
        "csat, 1-10, 4, normal",
        "csat, 1-10, 5, ",
        "ces, 1-7, 1, high",
        "ces, 1-7, 2, normal",
        "ces, 1-7, 3, normal",
        "ces, 1-7, 4, ",
        "ces, 1-5, 1, high",
        "ces, 1-5, 2, normal",
        "ces, 1-5, 3, "
    })
    void flagsALowAnswerOnEveryScale(String metric, String scale, int score, String severity) {
        Metric asked = Metric.of(metric).orElseThrow();
        Survey survey = new Survey(SUBMISSION, asked, asked.scale(scale).orElseThrow(), score, null);

        assertFlag(survey, metric + "-detractor", severity);
    }

    @ParameterizedTest
    @CsvSource({"1, high", "2, normal", "3, ", "5, "})
    void flagsAReviewOfFewStars(int rating, String severity) {
        assertFlag(new Review(SUBMISSION, rating, null, null), "review-detractor", severity);
    }

    @ParameterizedTest
    @CsvSource({
        "bug, , button-bug, normal",
        "bug, 5, button-bug, normal",
        "bug, 2, button-bug, normal",
        "bug, 1, button-detractor, high",
        "complaint, , button-complaint, normal",
        "idea, , , ",
        "idea, 3, , ",
        "idea, 2, button-detractor, normal",
        "praise, 1, button-detractor, high"
    })
    void flagsBugsComplaintsAndLowRatingsFromTheButton(String category, Integer rating, String rule, String severity) {
        assertFlag(new Button(SUBMISSION, Category.of(category).orElseThrow(), rating), rule, severity);
    }

    private void assertFlag(Feedback item, String rule, String severity) {
        assertThat(rulebook.judge(item))
                .isEqualTo(Optional.ofNullable(severity)
                        .map(slug -> new Flag(rule, Severity.of(slug).orElseThrow(), null, null, null)));
    }
}
