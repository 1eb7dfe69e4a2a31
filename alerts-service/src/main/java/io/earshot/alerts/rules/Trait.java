package io.earshot.alerts.rules;

import io.earshot.feedback.Button;
import io.earshot.feedback.Category;
import io.earshot.feedback.Customer;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Scale;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that can be asked of an item. A trait with several values asks for any of them. */
public sealed interface Trait {

    /** Whether the item has it. */
    boolean isIn(Subject item);

    record KindIs(List<Feedback.Kind> kinds) implements Trait {

        public KindIs {
            kinds = List.copyOf(kinds);
        }

        @Override
        public boolean isIn(Subject item) {
            return kinds.contains(item.feedback().kind());
        }
    }

    /**
     * It measures that. With a bound it needs an answer: a button pressed without a rating has none.
     *
     * @param scale null for all scales of the metric; only without bounds, since 3 of 5 is not 3 of 10
     * @param atLeast the lowest answer meant, on the scale; null for its lowest
     * @param atMost the highest answer meant, on the scale; null for its highest
     */
    record Answer(
            Metric metric,
            @Nullable Scale scale,
            @Nullable Integer atLeast,
            @Nullable Integer atMost) implements Trait {

        public Answer {
            if (scale != null && !metric.scales().contains(scale)) {
                throw new IllegalArgumentException(
                        "scale: " + scale.slug() + " (expected: " + metric.scaleSlugs() + ")");
            }
            requireOn(scale, "atLeast", atLeast);
            requireOn(scale, "atMost", atMost);
        }

        /** At most so much, on that scale. */
        static Answer atMost(Metric metric, Scale scale, int most) {
            return new Answer(metric, scale, null, most);
        }

        private static void requireOn(@Nullable Scale scale, String name, @Nullable Integer bound) {
            if (bound != null && (scale == null || !scale.contains(bound))) {
                throw new IllegalArgumentException(name + ": " + bound + " (expected: on "
                        + (scale == null ? "a scale" : "the scale " + scale.slug()) + ")");
            }
        }

        @Override
        public boolean isIn(Subject item) {
            if (item.metric() != metric || (scale != null && !scale.equals(item.scale()))) {
                return false;
            }
            if (atLeast == null && atMost == null) {
                return true;
            }
            Integer given = item.answer();
            return given != null && (atLeast == null || given >= atLeast) && (atMost == null || given <= atMost);
        }
    }

    /** A submission of the feedback button about one of these. */
    record CategoryIs(List<Category> categories) implements Trait {

        public CategoryIs {
            categories = List.copyOf(categories);
        }

        @Override
        public boolean isIn(Subject item) {
            return item.feedback() instanceof Button button && categories.contains(button.category());
        }
    }

    /** Its comment or its title has one of these words. */
    record Mentions(List<Phrase> words) implements Trait {

        public Mentions {
            words = List.copyOf(words);
        }

        @Override
        public boolean isIn(Subject item) {
            String text = item.text();
            for (Phrase word : words) {
                if (word.isIn(text)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The customer has one of these tags, upper and lower case being the same. */
    record Tagged(List<String> tags) implements Trait {

        public Tagged {
            tags = List.copyOf(tags);
        }

        @Override
        public boolean isIn(Subject item) {
            Customer customer = item.feedback().customer();
            return customer != null
                    && customer.tags().stream().anyMatch(has -> tags.stream().anyMatch(has::equalsIgnoreCase));
        }
    }

    /** Its value in that dimension is one of these. */
    record From(Dimension dimension, List<String> values) implements Trait {

        public From {
            values = List.copyOf(values);
        }

        @Override
        public boolean isIn(Subject item) {
            String has = dimension.of(item.feedback());
            return has != null && values.stream().anyMatch(asked -> dimension.covers(asked, has));
        }
    }

    /** Whether there is a comment. */
    record Commented(boolean present) implements Trait {

        @Override
        public boolean isIn(Subject item) {
            String comment = item.feedback().comment();
            return present == (comment != null && !comment.isBlank());
        }
    }
}
