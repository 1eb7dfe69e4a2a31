package io.earshot.alerts.stream;

import org.jspecify.annotations.Nullable;

/**
 * A change of a case, as the topic has it.
 *
 * @param type such as {@code case.opened}
 * @param severity of the case after the change
 * @param assignee of the case after the change
 * @param team of the case after the change
 * @param message what webhooks get
 */
record CaseChange(
        String store,
        Position position,
        String type,
        String severity,
        @Nullable String assignee,
        @Nullable String team,
        String message) {

    /** About how much memory it takes. */
    int weight() {
        return 200 + 2 * message.length();
    }
}
