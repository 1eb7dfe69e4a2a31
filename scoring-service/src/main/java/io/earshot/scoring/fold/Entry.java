package io.earshot.scoring.fold;

import io.earshot.feedback.FeedbackEvent;
import java.time.Instant;

/**
 * A readable record of the log.
 *
 * @param appended the broker's time, in epoch milliseconds
 */
public record Entry(long offset, long appended, FeedbackEvent event) {

    private static final long MOST_AHEAD_MILLIS = 5 * 60_000;

    /**
     * Whether an earlier copy of the item can only have been appended after the given time: all copies carry the same time of occurrence if
     * the client gave one, and the first was taken at most five minutes before it. The ingest service writes the time of receipt where the
     * client gave none.
     */
    boolean isFirstSeenAfter(long appendedAt) {
        if (!(event instanceof FeedbackEvent.Submitted submitted)) {
            return false;
        }
        Instant occurredAt = submitted.feedback().occurredAt();
        boolean given = !occurredAt.equals(submitted.origin().received());
        return given && occurredAt.toEpochMilli() - MOST_AHEAD_MILLIS > appendedAt;
    }
}
