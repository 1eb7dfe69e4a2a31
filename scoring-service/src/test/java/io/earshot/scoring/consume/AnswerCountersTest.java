package io.earshot.scoring.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.Category;
import io.earshot.feedback.Metric;
import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Series;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerCountersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AnswerCounters answers = new AnswerCounters(registry);

    @ParameterizedTest
    @CsvSource({
        "nps, 0-10, 6, negative",
        "nps, 0-10, 8, neutral",
        "nps, 1-10, 9, positive",
        "csat, 1-5, 3, negative",
        "csat, 1-10, 7, positive",
        "ces, 1-7, 5, positive",
        "review, 1-5, 4, positive",
        "button, 1-5, 1, negative"
    })
    void countsAnAnswerByHowContentTheCustomerIs(String metric, String scale, int answer, String mood) {
        Series series = Series.of(metric + "/" + scale);

        answers.count(new Contribution(series, answer, null, List.of()));

        assertThat(count(metric, mood)).isEqualTo(1);
    }

    @Test
    void countsASubmissionOfTheButtonAlsoWithoutARating() {
        Series button = Series.of(Metric.BUTTON, Metric.BUTTON.defaultScale());

        answers.count(new Contribution(button, null, Category.BUG, List.of()));

        assertThat(count("button", "unrated")).isEqualTo(1);
        assertThat(registry.get("earshot.scoring.button.submissions")
                        .tag("category", "bug")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void showsEverySeriesFromTheStart() {
        assertThat(registry.find("earshot.scoring.answers").counters()).hasSize(3 + 2 + 2 + 2 + 3);
        assertThat(registry.find("earshot.scoring.button.submissions").counters())
                .hasSize(Category.values().length);
    }

    private double count(String metric, String mood) {
        return registry.get("earshot.scoring.answers")
                .tags("metric", metric, "mood", mood)
                .counter()
                .count();
    }
}
