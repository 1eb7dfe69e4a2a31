package io.earshot.feedback;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What every kind of feedback carries.
 *
 * @param id unique in its store; the same id with the same revision is the same item
 * @param revision 0 to 2^20; a higher one replaces the whole item
 * @param occurredAt when the customer answered, in whole milliseconds; scores go by it
 * @param comment the customer's words, at most 5,000 characters
 * @param customer who answered, null if anonymous
 * @param context where and about what
 */
public record Submission(
        String id,
        int revision,
        Instant occurredAt,
        @Nullable String comment,
        @Nullable Customer customer,
        Context context) {

    public Submission {
        Field.ID.require(id);
        Field.REVISION.require((long) revision);
        occurredAt = occurredAt.truncatedTo(ChronoUnit.MILLIS);
        Field.OCCURRED_AT.require(occurredAt);
        Field.COMMENT.require(comment);
    }
}
