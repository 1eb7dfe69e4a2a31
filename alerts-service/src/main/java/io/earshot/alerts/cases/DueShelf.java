package io.earshot.alerts.cases;

import io.earshot.alerts.rules.Severity;

/**
 * The cases of one list, status and severity by due time: the lines of {@code case_due} that are read one after the other.
 *
 * @param list by its name, see {@link ListNames}
 */
record DueShelf(String store, String list, Status status, Severity severity) {

    /** Whether the customers of these cases still wait to hear from somebody. */
    boolean isWaiting() {
        return status != Status.CONTACTED;
    }
}
