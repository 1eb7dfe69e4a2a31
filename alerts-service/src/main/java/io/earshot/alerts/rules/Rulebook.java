package io.earshot.alerts.rules;

import io.earshot.feedback.Feedback;
import java.util.List;
import java.util.Optional;

/** Rules, and their judgement: item in, flag out; no clock, no store, no memory. */
public final class Rulebook {

    private static final Rulebook OUT_OF_THE_BOX = new Rulebook(OutOfTheBox.RULES);

    private final List<Rule> rules;
    private final List<Rule> enabled;

    /** The rules, in the order in which they are asked. */
    public Rulebook(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        this.enabled = rules.stream().filter(Rule::enabled).toList();
    }

    /** The rules of a store that set none of its own. */
    public static Rulebook outOfTheBox() {
        return OUT_OF_THE_BOX;
    }

    /** All rules, those that are not enabled too, in their order. */
    public List<Rule> rules() {
        return rules;
    }

    /** The flag of the weightiest rule that the item meets, of equals the first; empty if it meets none. */
    public Optional<Flag> judge(Feedback item) {
        if (enabled.isEmpty()) {
            return Optional.empty();
        }
        Subject subject = new Subject(item);
        Flag weightiest = null;
        for (Rule rule : enabled) {
            Flag flag = rule.judge(subject);
            if (flag != null && (weightiest == null || flag.severity().compareTo(weightiest.severity()) > 0)) {
                weightiest = flag;
            }
        }
        return Optional.ofNullable(weightiest);
    }
}
