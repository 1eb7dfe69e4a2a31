package io.earshot.scoring.measure;

import io.earshot.feedback.Button;
import io.earshot.feedback.Category;
import io.earshot.feedback.Context;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Review;
import io.earshot.feedback.Survey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one item adds to the scores.
 *
 * @param answer the point of the scale, null where a button's submission has no rating
 * @param category of a button's submission, else null
 * @param segments the values of the dimensions that the item has
 */
public record Contribution(
        Series series, @Nullable Integer answer, @Nullable Category category, List<Segment> segments) {

    /** The contribution of an item. */
    public static Contribution of(Feedback feedback) {
        List<Segment> segments = new ArrayList<>(6);
        Context context = feedback.context();
        // in the order of the dimensions, so that equal contributions are equal lists
        put(segments, Dimension.CHANNEL, context.channel());
        put(segments, Dimension.TOUCHPOINT, context.touchpoint());
        put(segments, Dimension.LOCALE, context.locale());
        put(segments, Dimension.ASPECT, context.aspect());
        put(segments, Dimension.SOURCE, feedback instanceof Review review ? review.source() : null);
        put(segments, Dimension.SURVEY, context.survey());
        put(
                segments,
                Dimension.CATEGORY,
                feedback instanceof Button button ? button.category().slug() : null);
        put(segments, Dimension.PRODUCT, context.product());
        if (feedback instanceof Survey survey) {
            return new Contribution(Series.of(survey.metric(), survey.scale()), survey.score(), null, segments);
        }
        if (feedback instanceof Review review) {
            return new Contribution(defaultSeries(Metric.REVIEW), review.rating(), null, segments);
        }
        Button button = (Button) feedback;
        return new Contribution(defaultSeries(Metric.BUTTON), button.rating(), button.category(), segments);
    }

    private static Series defaultSeries(Metric metric) {
        return Series.of(metric, metric.defaultScale());
    }

    private static void put(List<Segment> segments, Dimension dimension, @Nullable String value) {
        if (value != null) {
            segments.add(Segment.of(dimension, value));
        }
    }
}
