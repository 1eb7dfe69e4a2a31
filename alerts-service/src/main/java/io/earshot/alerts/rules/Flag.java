package io.earshot.alerts.rules;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why an item calls for a case, and what is to become of it.
 *
 * @param rule the name of the rule it meets
 * @param severity how much it matters
 * @param team who is to see to it, null for nobody in particular
 * @param due how long they have to contact the customer, null for what is usual at that severity
 * @param escalateAfter how long after that the team's lead is told, null for as long again
 */
public record Flag(
        String rule,
        Severity severity,
        @Nullable String team,
        @Nullable Duration due,
        @Nullable Duration escalateAfter) {}
