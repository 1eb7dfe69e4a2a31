package io.earshot.scoring.fold;

/** What became of a record of the log. */
public enum Outcome {
    /** An item that was not known; counted. */
    APPLIED,
    /** A higher revision of an item; counted instead of the one before. */
    REVISED,
    /** The same item and revision, or the same withdrawal, came before; changes nothing. */
    REPEATED,
    /** A lower revision than the one that counts; changes nothing. */
    SUPERSEDED,
    /** A revision with a {@code submit} key of what came with an {@code ingest} key; changes nothing. */
    REFUSED,
    /** An item that was withdrawn; it counts no more. */
    WITHDRAWN,
    /** A revision of an item that was withdrawn before; changes nothing. */
    AFTER_WITHDRAWAL,
    /** An erasure; the sums hold nothing personal. */
    ERASED,
    /** Unreadable, and put on the dead-letter topic. */
    DEAD_LETTERED
}
