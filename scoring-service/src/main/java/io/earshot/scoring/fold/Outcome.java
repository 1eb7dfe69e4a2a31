package io.earshot.scoring.fold;

/** What became of a record of the log. */
public enum Outcome {
    /** Counted. */
    APPLIED,
    /** The same item and revision came before. */
    REPEATED,
    /** Another revision of an item that came before; changes nothing so far. */
    SUPERSEDED,
    /** A withdrawal; changes nothing so far. */
    WITHDRAWN,
    /** An erasure; the sums hold nothing personal. */
    ERASED,
    /** Unreadable, and put on the dead-letter topic. */
    DEAD_LETTERED
}
