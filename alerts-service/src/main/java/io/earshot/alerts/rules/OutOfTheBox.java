package io.earshot.alerts.rules;

import static io.earshot.alerts.rules.Severity.HIGH;
import static io.earshot.alerts.rules.Severity.NORMAL;
import static io.earshot.feedback.Metric.BUTTON;
import static io.earshot.feedback.Metric.CES;
import static io.earshot.feedback.Metric.CSAT;
import static io.earshot.feedback.Metric.NPS;
import static io.earshot.feedback.Metric.REVIEW;

import io.earshot.alerts.rules.Condition.Any;
import io.earshot.alerts.rules.Condition.Match;
import io.earshot.alerts.rules.Rule.Finer;
import io.earshot.alerts.rules.Trait.Answer;
import io.earshot.alerts.rules.Trait.CategoryIs;
import io.earshot.feedback.Category;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Scale;
import java.util.List;

/** The rules that a store has until it changes them. */
final class OutOfTheBox {

    private static final Scale TO_5 = new Scale(1, 5);
    private static final Scale TO_7 = new Scale(1, 7);
    private static final Scale TO_10 = new Scale(1, 10);

    static final List<Rule> RULES = List.of(
            detractor(
                    NPS,
                    any(low(NPS, NPS.defaultScale(), 6), low(NPS, TO_10, 6)),
                    any(low(NPS, NPS.defaultScale(), 3), low(NPS, TO_10, 3))),
            detractor(CSAT, any(low(CSAT, TO_5, 2), low(CSAT, TO_10, 4)), any(low(CSAT, TO_5, 1), low(CSAT, TO_10, 2))),
            detractor(CES, any(low(CES, TO_7, 3), low(CES, TO_5, 2)), any(low(CES, TO_7, 1), low(CES, TO_5, 1))),
            detractor(REVIEW, low(REVIEW, TO_5, 2), low(REVIEW, TO_5, 1)),
            button(Category.BUG),
            button(Category.COMPLAINT),
            detractor(BUTTON, low(BUTTON, TO_5, 2), low(BUTTON, TO_5, 1)));

    private OutOfTheBox() {}

    private static Rule detractor(Metric metric, Condition low, Condition lowest) {
        return rule(metric.slug() + "-detractor", low, List.of(new Finer(lowest, HIGH)));
    }

    private static Rule button(Category category) {
        return rule("button-" + category.slug(), new Match(List.of(new CategoryIs(List.of(category)))), List.of());
    }

    private static Rule rule(String name, Condition when, List<Finer> finer) {
        return new Rule(name, true, when, NORMAL, finer, null, null, null);
    }

    private static Condition low(Metric metric, Scale scale, int most) {
        return new Match(List.of(Answer.atMost(metric, scale, most)));
    }

    private static Condition any(Condition... conditions) {
        return new Any(List.of(conditions));
    }
}
