package io.earshot.alerts.cases;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code case_due}.
 *
 * @param dueAt in whole milliseconds
 */
record DueLine(
        DueShelf shelf,
        Instant dueAt,
        UUID id,
        String customer,
        String kind,
        @Nullable String assignee,
        @Nullable String team) {

    /** Where it stands among the lines of its severity. */
    DueCursor place() {
        return new DueCursor(shelf.isWaiting(), dueAt, id);
    }
}
