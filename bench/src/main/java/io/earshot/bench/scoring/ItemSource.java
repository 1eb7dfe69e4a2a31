package io.earshot.bench.scoring;

import io.earshot.feedback.FeedbackEvent.Submitted;
import java.time.Instant;

/** What a topic is filled with. For one thread, which asks for the items in their order. */
interface ItemSource {

    /**
     * The next item.
     *
     * @param number from 0 on
     * @param now when it is sent
     */
    Submitted item(long number, Instant now);

    /** How many of the first so many items are not repeats of others. */
    default long distinct(long items) {
        return items;
    }
}
