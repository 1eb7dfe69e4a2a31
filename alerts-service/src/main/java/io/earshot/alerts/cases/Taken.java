package io.earshot.alerts.cases;

/** What became of an item that was offered to the case book. */
public enum Taken {
    /** It opened a case. */
    OPENED,
    /** It joined its customer's open case. */
    JOINED,
    /** It was known already: nothing changed but the highest revision seen. */
    KNOWN
}
