package io.earshot.alerts.rules;

import static io.earshot.alerts.rules.Severity.HIGH;
import static io.earshot.alerts.rules.Severity.NORMAL;
import static io.earshot.feedback.Metric.BUTTON;
import static io.earshot.feedback.Metric.CES;
import static io.earshot.feedback.Metric.CSAT;
import static io.earshot.feedback.Metric.NPS;
import static io.earshot.feedback.Metric.REVIEW;

import io.earshot.alerts.rules.Condition.AnswerAtMost;
import io.earshot.alerts.rules.Condition.CategoryIs;
import io.earshot.feedback.Button;
import io.earshot.feedback.Category;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Review;
import io.earshot.feedback.Scale;
import io.earshot.feedback.Survey;
import java.util.List;
import java.util.Optional;

/** Rules, and their judgement: item in, flag out; no clock, no store, no memory. */
public final class Rulebook {

    private static final Scale TO_5 = new Scale(1, 5);
    private static final Scale TO_7 = new Scale(1, 7);
    private static final Scale TO_10 = new Scale(1, 10);

    private static final Rulebook OUT_OF_THE_BOX = new Rulebook(List.of(
            new Rule("nps-detractor", new AnswerAtMost(NPS, NPS.defaultScale(), 3), HIGH),
            new Rule("nps-detractor", new AnswerAtMost(NPS, NPS.defaultScale(), 6), NORMAL),
            new Rule("nps-detractor", new AnswerAtMost(NPS, TO_10, 3), HIGH),
            new Rule("nps-detractor", new AnswerAtMost(NPS, TO_10, 6), NORMAL),
            new Rule("csat-detractor", new AnswerAtMost(CSAT, TO_5, 1), HIGH),
            new Rule("csat-detractor", new AnswerAtMost(CSAT, TO_5, 2), NORMAL),
            new Rule("csat-detractor", new AnswerAtMost(CSAT, TO_10, 2), HIGH),
            new Rule("csat-detractor", new AnswerAtMost(CSAT, TO_10, 4), NORMAL),
            new Rule("ces-detractor", new AnswerAtMost(CES, TO_7, 1), HIGH),
            new Rule("ces-detractor", new AnswerAtMost(CES, TO_7, 3), NORMAL),
            new Rule("ces-detractor", new AnswerAtMost(CES, TO_5, 1), HIGH),
            new Rule("ces-detractor", new AnswerAtMost(CES, TO_5, 2), NORMAL),
            new Rule("review-detractor", new AnswerAtMost(REVIEW, TO_5, 1), HIGH),
            new Rule("review-detractor", new AnswerAtMost(REVIEW, TO_5, 2), NORMAL),
            new Rule("button-bug", new CategoryIs(Category.BUG), NORMAL),
            new Rule("button-complaint", new CategoryIs(Category.COMPLAINT), NORMAL),
            new Rule("button-detractor", new AnswerAtMost(BUTTON, TO_5, 1), HIGH),
            new Rule("button-detractor", new AnswerAtMost(BUTTON, TO_5, 2), NORMAL)));

    private final List<Rule> rules;

    Rulebook(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The rules of a store that set none of its own. */
    public static Rulebook outOfTheBox() {
        return OUT_OF_THE_BOX;
    }

    /** The flag of the weightiest rule that the item meets, of equals the first; empty if it meets none. */
    public Optional<Flag> judge(Feedback item) {
        Rule weightiest = null;
        for (Rule rule : rules) {
            if (meets(item, rule.condition())
                    && (weightiest == null || rule.severity().compareTo(weightiest.severity()) > 0)) {
                weightiest = rule;
            }
        }
        return Optional.ofNullable(weightiest).map(rule -> new Flag(rule.name(), rule.severity(), null, null, null));
    }

    private static boolean meets(Feedback item, Condition condition) {
        if (condition instanceof CategoryIs about) {
            return item instanceof Button button && button.category() == about.category();
        }
        AnswerAtMost answer = (AnswerAtMost) condition;
        if (item instanceof Survey survey) {
            return isLow(survey.metric(), survey.scale(), survey.score(), answer);
        } else if (item instanceof Review review) {
            return isLow(REVIEW, REVIEW.defaultScale(), review.rating(), answer);
        }
        Integer rating = ((Button) item).rating();
        return rating != null && isLow(BUTTON, BUTTON.defaultScale(), rating, answer);
    }

    private static boolean isLow(Metric metric, Scale scale, int given, AnswerAtMost answer) {
        return metric == answer.metric() && scale.equals(answer.scale()) && given <= answer.most();
    }
}
