package io.earshot.alerts.cases;

import io.earshot.alerts.rules.Flag;
import io.earshot.alerts.rules.Severity;
import io.earshot.feedback.Feedback;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An item in a case.
 *
 * @param rule the rule that it meets, null if it meets none
 * @param severity by that rule, null if it meets none
 * @param at when it joined
 * @param shown as people see it; null of an item beyond those that are shown
 */
record CaseItem(
        String id,
        int revision,
        @Nullable String rule,
        @Nullable Severity severity,
        Instant at,
        @Nullable ObjectNode shown) {

    static CaseItem of(Feedback item, @Nullable Flag flag, Instant at) {
        return new CaseItem(
                item.id(),
                item.revision(),
                flag == null ? null : flag.rule(),
                flag == null ? null : flag.severity(),
                at,
                CaseJson.item(item));
    }

    /** The same with nothing to show. */
    CaseItem hidden() {
        return new CaseItem(id, revision, rule, severity, at, null);
    }

    boolean isFlagged() {
        return severity != null;
    }
}
