package io.earshot.alerts.rules;

import io.earshot.feedback.Button;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Review;
import io.earshot.feedback.Scale;
import io.earshot.feedback.Survey;
import org.jspecify.annotations.Nullable;

/** An item while it is judged: what many conditions ask of it is found out once. For one thread. */
public final class Subject {

    private final Feedback feedback;
    private final Metric metric;
    private final Scale scale;
    private final @Nullable Integer answer;
    private @Nullable String text;

    Subject(Feedback feedback) {
        this.feedback = feedback;
        if (feedback instanceof Survey survey) {
            metric = survey.metric();
            scale = survey.scale();
            answer = survey.score();
        } else if (feedback instanceof Review review) {
            metric = Metric.REVIEW;
            scale = metric.defaultScale();
            answer = review.rating();
        } else {
            metric = Metric.BUTTON;
            scale = metric.defaultScale();
            answer = ((Button) feedback).rating();
        }
    }

    Feedback feedback() {
        return feedback;
    }

    Metric metric() {
        return metric;
    }

    Scale scale() {
        return scale;
    }

    /** The score or rating, null where none was given. */
    @Nullable
    Integer answer() {
        return answer;
    }

    /** What the customer wrote, folded. */
    String text() {
        if (text == null) {
            String title = feedback instanceof Review review ? review.title() : null;
            text = Phrase.folded(feedback.comment()) + Phrase.BREAK + Phrase.folded(title);
        }
        return text;
    }
}
