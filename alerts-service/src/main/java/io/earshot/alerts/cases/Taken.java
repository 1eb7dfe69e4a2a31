package io.earshot.alerts.cases;

/** What became of an item that was offered to the case book. */
public enum Taken {
    /** It opened a case, or opened one again. */
    OPENED,
    /** It joined its customer's open case. */
    JOINED,
    /** It is a new revision of an item in a case, and the case follows. */
    REVISED,
    /** A good answer after the customer was contacted: the case is resolved. */
    RECOVERED,
    /** It was known already: nothing changed. */
    KNOWN,
    /** A browser's revision of what a server posted: nothing changed. */
    REFUSED,
    /** Nobody has to see to it. */
    UNFLAGGED
}
