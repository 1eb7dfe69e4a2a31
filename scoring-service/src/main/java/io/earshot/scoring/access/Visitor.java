package io.earshot.scoring.access;

/** Somebody who opens a page. */
public sealed interface Visitor {

    /** Nobody who is known here: not signed in, or the session or its key is no more. */
    record Nobody() implements Visitor {}

    /**
     * Signed in, but with a key that is not for these pages.
     *
     * @param reason what the key may do and what is wanted
     */
    record Unfit(String reason) implements Visitor {}

    /** Signed in, and welcome. */
    record SignedIn(Caller caller) implements Visitor {}
}
