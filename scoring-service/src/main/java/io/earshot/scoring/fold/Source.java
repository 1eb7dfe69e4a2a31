package io.earshot.scoring.fold;

/**
 * Where offsets come from: one partition of one incarnation of the topic. A topic made anew has another id; a log that lost its end is
 * another epoch. Rows belong to one source, so offsets of different ones never meet.
 *
 * @param ordinal 0 for the first source that was ever seen of the partition; later ones are newer
 * @param rewound offsets below this were in an older epoch already, as far as anyone knows; 0 for a source that began with nothing
 */
public record Source(String topicId, int partition, int epoch, int ordinal, long rewound) {

    /** The name in the database. */
    public String name() {
        return topicId + ':' + partition + ':' + epoch;
    }

    /** Whether nothing can have come before its first record. */
    public boolean isFirst() {
        return ordinal == 0;
    }
}
