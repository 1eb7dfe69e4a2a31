package io.earshot.scoring.cassandra;

/**
 * Write timestamps for what may be erased: the place in the log of the record that a row came of, across the sources of its partition. An
 * erasure hides what stood before it in the log and nothing else, whoever writes which of the two when.
 */
final class LogTime {

    /** More than any log ever has records; leaves room for eight million sources. */
    private static final int OFFSET_BITS = 40;

    private LogTime() {}

    /**
     * The timestamp of what the record at that offset says.
     *
     * @param ordinal of the record's source among those of its partition
     */
    static long of(int ordinal, long offset) {
        return ((long) ordinal << OFFSET_BITS) + offset + 1;
    }
}
