package io.earshot.access;

/** What became of a request for access. */
public sealed interface Verdict {

    /** Go ahead, in the key's store. */
    record Granted(AccessKey key) implements Verdict {}

    /** No key, or one that nobody knows: 401. */
    record Unknown(String reason) implements Verdict {}

    /** A known key, but not for this, or not from there: 403. */
    record Forbidden(String reason) implements Verdict {}
}
