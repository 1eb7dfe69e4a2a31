package io.earshot.alerts.consume;

import java.util.Locale;

/** What became of a record; every record has one. */
enum Outcome {
    /** An unhappy customer: the item opened a case or joined one. */
    FLAGGED,
    /** It meets no rule. */
    UNFLAGGED,
    /** It meets a rule, but happened too long ago. */
    TOO_OLD,
    /** It went to a case before. */
    KNOWN,
    /** An item was withdrawn; cases don't follow yet. */
    WITHDRAWN,
    /** A person was erased; cases don't follow yet. */
    ERASED,
    /** No event that this version understands; the scoring service keeps it as a dead letter. */
    UNREADABLE;

    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
