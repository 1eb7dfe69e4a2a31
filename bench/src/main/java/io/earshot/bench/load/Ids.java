package io.earshot.bench.load;

/** Numbers of sixteen digits, each given once. For one thread. */
public final class Ids {

    /** What stands in a text where a number is to be written. */
    public static final String PLACE = "0123456789ABCDEF";

    private long last;

    /** Writes the next number, and gives it back. */
    public long write(byte[] into, int offset) {
        long rest = ++last;
        for (int i = offset + PLACE.length() - 1; i >= offset; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return last;
    }
}
