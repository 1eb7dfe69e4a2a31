package io.earshot.scoring.fold;

import io.earshot.feedback.FeedbackEvent.Via;

/** What a record of the log asks to be done with one item. */
public sealed interface Change {

    /** To count this revision. */
    record Put(int revision, Via via, Counted counted) implements Change {}

    /** To count the item no more, whatever comes later. */
    record Withdraw() implements Change {}
}
