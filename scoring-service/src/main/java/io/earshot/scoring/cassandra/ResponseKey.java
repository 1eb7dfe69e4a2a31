package io.earshot.scoring.cassandra;

import java.time.Instant;
import java.util.Comparator;

/**
 * The place of an answer in the list of a store's answers; the newest come first.
 *
 * @param occurredAt when the customer answered, in whole milliseconds
 * @param ordinal of the source of its record among those of the partition
 * @param offset of its record
 */
public record ResponseKey(Instant occurredAt, String id, int revision, int ordinal, long offset)
        implements Comparable<ResponseKey> {

    private static final Comparator<ResponseKey> NEWEST_FIRST = Comparator.comparing(ResponseKey::occurredAt)
            .thenComparing(ResponseKey::id)
            .thenComparingInt(ResponseKey::revision)
            .thenComparingInt(ResponseKey::ordinal)
            .thenComparingLong(ResponseKey::offset)
            .reversed();

    /** The place ahead of everything that happened before that time, and behind everything else. */
    public static ResponseKey before(Instant time) {
        return new ResponseKey(time, "", 0, 0, 0);
    }

    // ids are ASCII, so that Java and Cassandra order them alike
    @Override
    public int compareTo(ResponseKey other) {
        return NEWEST_FIRST.compare(this, other);
    }
}
