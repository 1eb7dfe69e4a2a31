package io.earshot.scoring.measure;

import io.earshot.feedback.Category;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sums of one series, signed: a row may take out what another row put in. Two of them are equal if they stand for the same counts.
 *
 * <p>As bytes: each number of the vector as a zigzag varint (as Protocol Buffers' {@code sint64}), so that equal sums have equal bytes.
 * Missing numbers at the end read as 0, so that a series may grow at its end.
 */
public final class Measures {

    private final Series series;
    private final long[] sums;

    /** Nothing yet. */
    public Measures(Series series) {
        this(series, new long[series.width()]);
    }

    private Measures(Series series, long[] sums) {
        this.series = series;
        this.sums = sums;
    }

    public Series series() {
        return series;
    }

    /** Puts one contribution in. */
    public void add(Contribution contribution) {
        change(contribution, 1);
    }

    /** Takes one contribution out, whether or not it was ever put in here. */
    public void subtract(Contribution contribution) {
        change(contribution, -1);
    }

    private void change(Contribution contribution, int by) {
        Integer answer = contribution.answer();
        if (answer != null) {
            sums[answer - series.scale().low()] += by;
        }
        Category category = contribution.category();
        if (category != null) {
            sums[series.scale().points() + category.ordinal()] += by;
        }
    }

    /** Puts other sums of the same series in. */
    public void add(Measures other) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
    }

    /** The same sums, but 0 where they are less. */
    Measures atLeastZero() {
        return new Measures(
                series, Arrays.stream(sums).map(sum -> Math.max(sum, 0)).toArray());
    }

    /** How many gave that answer. */
    public long answers(int point) {
        return sums[point - series.scale().low()];
    }

    /** How many submissions of the button were about that. */
    public long submissions(Category category) {
        return sums[series.scale().points() + category.ordinal()];
    }

    /** All counts that are not 0, by point of the scale and by category. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < sums.length; i++) {
            if (sums[i] != 0) {
                int points = series.scale().points();
                String name =
                        i < points ? Integer.toString(series.scale().low() + i) : Category.values()[i - points].slug();
                counts.put(name, sums[i]);
            }
        }
        return counts;
    }

    public ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(sums.length * 10);
        for (long sum : sums) {
            long rest = (sum << 1) ^ (sum >> 63);
            while ((rest & ~0x7FL) != 0) {
                bytes.put((byte) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            bytes.put((byte) rest);
        }
        return bytes.flip();
    }

    public static Measures decode(Series series, ByteBuffer encoded) {
        ByteBuffer bytes = encoded.duplicate();
        long[] sums = new long[series.width()];
        for (int i = 0; i < sums.length && bytes.hasRemaining(); i++) {
            long value = 0;
            byte next;
            int shift = 0;
            do {
                next = bytes.get();
                value |= (long) (next & 0x7F) << shift;
                shift += 7;
            } while (next < 0);
            sums[i] = (value >>> 1) ^ -(value & 1);
        }
        return new Measures(series, sums);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Measures measures && measures.series == series && Arrays.equals(measures.sums, sums);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sums);
    }

    @Override
    public String toString() {
        return series + " " + counts();
    }
}
