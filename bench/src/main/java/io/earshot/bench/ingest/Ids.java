package io.earshot.bench.ingest;

/** Numbers of sixteen digits, each given once. For one thread. */
final class Ids {

    /** What stands in a text where a number is to be written. */
    static final String PLACE = "0123456789ABCDEF";

    private long last;

    /** Writes the next number. */
    void write(byte[] into, int offset) {
        long rest = ++last;
        for (int i = offset + PLACE.length() - 1; i >= offset; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
