package io.earshot.alerts.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Until when the customer is to be contacted, and what follows if not: first a reminder, then the team's lead is told.
 *
 * @param dueAt when the reminder is sent
 * @param escalateAt when the lead is told
 * @param stage how many of these have been done since the case was opened, 0 to 2
 */
record Deadline(Instant dueAt, Instant escalateAt, int stage) {

    /** When to do something next, null if all is done. */
    @Nullable
    Instant next() {
        return switch (stage) {
            case 0 -> dueAt;
            case 1 -> escalateAt;
            default -> null;
        };
    }

    Deadline nextStage() {
        return new Deadline(dueAt, escalateAt, stage + 1);
    }

    /** The other one where it is later; what was done stays done. */
    Deadline noEarlierThan(Deadline other) {
        return other.dueAt.isAfter(dueAt) ? new Deadline(other.dueAt, other.escalateAt, stage) : this;
    }

    /** The other one where it is earlier; what was done stays done. */
    Deadline noLaterThan(Deadline other) {
        return other.dueAt.isBefore(dueAt) ? new Deadline(other.dueAt, other.escalateAt, stage) : this;
    }
}
