package io.earshot.alerts.rules;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An item that meets the condition calls for a case.
 *
 * @param name a slug, unique in its store: cases name the rule by it
 * @param enabled a rule that is not is kept, and asked nothing
 * @param when what it asks of an item
 * @param severity how much such an item matters
 * @param finer severities of some of these items; the first that fits holds in the place of {@code severity}
 * @param team who is to see to it, null for nobody in particular
 * @param due how long they have to contact the customer, null for what is usual at that severity
 * @param escalateAfter how long after that the team's lead is told, null for as long again
 */
public record Rule(
        String name,
        boolean enabled,
        Condition when,
        Severity severity,
        List<Finer> finer,
        @Nullable String team,
        @Nullable Duration due,
        @Nullable Duration escalateAfter) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    public Rule {
        if (!isName(name)) {
            throw new IllegalArgumentException("name: " + name + " (expected: 1 to 64 characters of a-z 0-9 -)");
        }
        finer = List.copyOf(finer);
    }

    /** The severity of items that are more than just such as the rule asks for. */
    public record Finer(Condition when, Severity severity) {}

    /** Whether a rule may be called that. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** What it says of an item, null if nothing. */
    @Nullable
    Flag judge(Subject item) {
        if (!when.isMetBy(item)) {
            return null;
        }
        Severity fitting = severity;
        for (Finer some : finer) {
            if (some.when().isMetBy(item)) {
                fitting = some.severity();
                break;
            }
        }
        return new Flag(name, fitting, team, due, escalateAfter);
    }
}
