package io.earshot.alerts.rules;

import io.earshot.feedback.Category;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Scale;

/** What a rule asks of an item. */
sealed interface Condition {

    /** The answer, on that scale and no other, is at most so much. */
    record AnswerAtMost(Metric metric, Scale scale, int most) implements Condition {

        public AnswerAtMost {
            if (!metric.scales().contains(scale)) {
                throw new IllegalArgumentException(
                        "scale: " + scale.slug() + " (expected: " + metric.scaleSlugs() + ")");
            }
            if (!scale.contains(most)) {
                throw new IllegalArgumentException("most: " + most + " (expected: on the scale " + scale.slug() + ")");
            }
        }
    }

    /** A submission of the feedback button about that. */
    record CategoryIs(Category category) implements Condition {}
}
