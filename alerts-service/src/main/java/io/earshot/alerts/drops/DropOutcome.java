package io.earshot.alerts.drops;

import java.util.Locale;

/** What a published score came to. */
public enum DropOutcome {
    /** It has fallen: a new case. */
    OPENED,
    /** It has fallen further: its case says so. */
    UPDATED,
    /** It is back: its case is resolved. */
    RECOVERED,
    /** Its case stays as it is, or it has none. */
    UNCHANGED,
    /** It is of long ago, or of a time to come. */
    STALE,
    /** A later score of the same kind came with it. */
    SUPERSEDED,
    /** Nobody watches it. */
    UNWATCHED,
    /** It can't be read. */
    UNREADABLE;

    private final String slug = name().toLowerCase(Locale.ROOT);

    /** The name outside, lower case. */
    public String slug() {
        return slug;
    }
}
