package io.earshot.bench.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a row with all its segments in one value, flat: so that an item is added in place, and nothing is decoded from or encoded for
 * the state store. The width; the total, each number in four bytes; then for each segment the length of its name, the name, its sums.
 */
final class RowSums {

    private RowSums() {}

    /** The sums with one item more, as an array of its own: the one before may still be in the store's cache. */
    static byte[] add(byte @Nullable [] before, Contribution contribution) {
        byte[] row = before == null ? empty(contribution.width()) : before.clone();
        increment(row, 1, contribution.places());
        for (byte[] segment : contribution.segments()) {
            int at = find(row, segment);
            if (at < 0) {
                at = row.length + Short.BYTES + segment.length;
                row = append(row, segment);
            }
            increment(row, at, contribution.places());
        }
        return row;
    }

    private static byte[] empty(int width) {
        byte[] row = new byte[1 + width * Integer.BYTES];
        row[0] = (byte) width;
        return row;
    }

    private static void increment(byte[] row, int sums, int[] places) {
        ByteBuffer numbers = ByteBuffer.wrap(row);
        for (int place : places) {
            int at = sums + place * Integer.BYTES;
            numbers.putInt(at, numbers.getInt(at) + 1);
        }
    }

    /** Where the segment's sums begin, -1 if it has none yet. */
    private static int find(byte[] row, byte[] segment) {
        int sums = row[0] * Integer.BYTES;
        int at = 1 + sums;
        while (at < row.length) {
            int name = at + Short.BYTES;
            int length = (row[at] & 0xff) << 8 | row[at + 1] & 0xff;
            if (Arrays.equals(row, name, name + length, segment, 0, segment.length)) {
                return name + length;
            }
            at = name + length + sums;
        }
        return -1;
    }

    private static byte[] append(byte[] row, byte[] segment) {
        byte[] longer = Arrays.copyOf(row, row.length + Short.BYTES + segment.length + row[0] * Integer.BYTES);
        ByteBuffer.wrap(longer)
                .position(row.length)
                .putShort((short) segment.length)
                .put(segment);
        return longer;
    }

    /** The sums as they stand in the database. */
    record Columns(ByteBuffer total, Map<String, ByteBuffer> segments) {}

    static Columns decode(byte[] row) {
        int width = row[0];
        ByteBuffer rest = ByteBuffer.wrap(row).position(1);
        ByteBuffer total = varints(rest, width);
        Map<String, ByteBuffer> segments = new TreeMap<>();
        while (rest.hasRemaining()) {
            byte[] name = new byte[rest.getShort()];
            rest.get(name);
            segments.put(new String(name, UTF_8), varints(rest, width));
        }
        return new Columns(total, segments);
    }

    /** Zigzag varints, as the scoring service writes them. */
    private static ByteBuffer varints(ByteBuffer numbers, int width) {
        ByteBuffer bytes = ByteBuffer.allocate(width * 5);
        for (int i = 0; i < width; i++) {
            long value = (long) numbers.getInt() << 1;
            while ((value & ~0x7FL) != 0) {
                bytes.put((byte) (value & 0x7F | 0x80));
                value >>>= 7;
            }
            bytes.put((byte) value);
        }
        return bytes.flip();
    }
}
