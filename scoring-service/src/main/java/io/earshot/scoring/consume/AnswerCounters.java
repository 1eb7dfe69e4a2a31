package io.earshot.scoring.consume;

import io.earshot.feedback.Category;
import io.earshot.feedback.Metric;
import io.earshot.scoring.measure.Band;
import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Series;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What customers say, all stores together: new items, by metric and by how content they are. Scores come from the API, not from here. */
final class AnswerCounters {

    /** By the number of bands of a metric: from the least content up. */
    private static final Map<Integer, List<String>> MOODS =
            Map.of(2, List.of("negative", "positive"), 3, List.of("negative", "neutral", "positive"));

    private static final String UNRATED = "unrated";

    private final Map<Metric, Map<String, Counter>> answers = new EnumMap<>(Metric.class);
    private final Map<Category, Counter> submissions = new EnumMap<>(Category.class);

    AnswerCounters(MeterRegistry registry) {
        for (Metric metric : Metric.values()) {
            Map<String, Counter> moods = new HashMap<>();
            moods(Series.of(metric, metric.defaultScale()))
                    .forEach(mood -> moods.put(mood, answers(registry, metric, mood)));
            if (metric == Metric.BUTTON) {
                moods.put(UNRATED, answers(registry, metric, UNRATED));
            }
            answers.put(metric, moods);
        }
        for (Category category : Category.values()) {
            submissions.put(
                    category,
                    Counter.builder("earshot.scoring.button.submissions")
                            .description("New submissions of the feedback button, by what they are about")
                            .tag("category", category.slug())
                            .register(registry));
        }
    }

    private static Counter answers(MeterRegistry registry, Metric metric, String mood) {
        return Counter.builder("earshot.scoring.answers")
                .description("New items, by metric and by how content the customer is")
                .tag("metric", metric.slug())
                .tag("mood", mood)
                .register(registry);
    }

    private static List<String> moods(Series series) {
        return Objects.requireNonNull(MOODS.get(Band.of(series).size()));
    }

    /** Counts an item that was not known. */
    void count(Contribution contribution) {
        Series series = contribution.series();
        Objects.requireNonNull(answers.get(series.metric()).get(mood(series, contribution.answer())))
                .increment();
        Category category = contribution.category();
        if (category != null) {
            submissions.get(category).increment();
        }
    }

    private static String mood(Series series, @Nullable Integer answer) {
        if (answer == null) {
            return UNRATED;
        }
        List<Band> bands = Band.of(series);
        for (int i = 0; i < bands.size(); i++) {
            if (bands.get(i).contains(answer)) {
                return moods(series).get(i);
            }
        }
        throw new IllegalArgumentException(answer + " (expected: a point of " + series + ")");
    }
}
