package io.earshot.alerts.consume;

import io.earshot.alerts.cases.Taken;
import java.util.Locale;

/** What became of a record; every record has one. */
enum Outcome {
    /** An unhappy customer: the item opened a case or joined one. */
    FLAGGED,
    /** It meets no rule. */
    UNFLAGGED,
    /** It meets a rule, but happened too long ago. */
    TOO_OLD,
    /** It was known before. */
    KNOWN,
    /** A new revision of an item in a case, which follows. */
    REVISED,
    /** A good answer of a customer who was contacted: the case is resolved. */
    RECOVERED,
    /** A browser's revision of what a server posted. */
    REFUSED,
    /** An item was withdrawn. */
    WITHDRAWN,
    /** A person was erased. */
    ERASED,
    /** No event that this version understands; the scoring service keeps it as a dead letter. */
    UNREADABLE;

    /** That of an item that the case book was offered. */
    static Outcome of(Taken taken) {
        return switch (taken) {
            case OPENED, JOINED -> FLAGGED;
            case REVISED -> REVISED;
            case RECOVERED -> RECOVERED;
            case KNOWN -> KNOWN;
            case REFUSED -> REFUSED;
            case UNFLAGGED -> UNFLAGGED;
        };
    }

    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
