package io.earshot.bench.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.feedback.Metric;
import io.earshot.feedback.Scale;
import java.nio.ByteBuffer;

/**
 * The key of a row of sums, as bytes in the state store and on its changelog: the store's name, series, resolution and bucket.
 *
 * @param series the name in the database, {@code nps/0-10}
 */
record RowKey(String store, String series, Resolution resolution, long bucket) {

    private static final int BYTES_BEHIND_STORE = 2 + Long.BYTES;
    private static final int MOST_SCALES = 8;

    /** @param store the record's key as it is */
    static byte[] encode(byte[] store, byte series, Resolution resolution, long bucket) {
        return ByteBuffer.allocate(store.length + BYTES_BEHIND_STORE)
                .put(store)
                .put(series)
                .put((byte) resolution.ordinal())
                .putLong(bucket)
                .array();
    }

    static RowKey decode(byte[] key) {
        int end = key.length - BYTES_BEHIND_STORE;
        ByteBuffer rest = ByteBuffer.wrap(key, end, BYTES_BEHIND_STORE);
        return new RowKey(
                new String(key, 0, end, UTF_8),
                seriesName(rest.get()),
                Resolution.values()[rest.get()],
                rest.getLong());
    }

    /** A metric on one of its scales, in one byte. */
    static byte series(Metric metric, Scale scale) {
        return (byte) (metric.ordinal() * MOST_SCALES + metric.scales().indexOf(scale));
    }

    private static String seriesName(byte series) {
        Metric metric = Metric.values()[series / MOST_SCALES];
        return metric.slug() + '/' + metric.scales().get(series % MOST_SCALES).slug();
    }
}
