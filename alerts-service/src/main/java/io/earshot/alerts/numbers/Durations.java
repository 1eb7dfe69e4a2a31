package io.earshot.alerts.numbers;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Durations, added up in buckets of which each ends a twelfth of an octave (6%) above where it begins. Each has its number and its sum: count and mean
 * are exact, a quantile is the mean of its bucket, so within 6%. Sums of any two are exact, too, in any order.
 */
public final class Durations {

    private static final int BUCKETS_OF_AN_OCTAVE = 12;
    private static final double MILLIS = 1_000;

    private final TreeMap<Integer, Bucket> buckets = new TreeMap<>();

    /** How many, and how long together. */
    record Bucket(long n, long millis) {

        Bucket plus(Bucket other) {
            return new Bucket(n + other.n, millis + other.millis);
        }
    }

    void add(long millis) {
        long real = Math.max(0, millis);
        add(bucket(real), new Bucket(1, real));
    }

    void add(int index, Bucket bucket) {
        buckets.merge(index, bucket, Bucket::plus);
    }

    /** Adds all of the other. */
    public void add(Durations other) {
        other.buckets.forEach(this::add);
    }

    Map<Integer, Bucket> buckets() {
        return buckets;
    }

    /** 0 up to a second; from there on by the octave. */
    private static int bucket(long millis) {
        return millis < MILLIS ? 0 : 1 + (int) (BUCKETS_OF_AN_OCTAVE * Math.log(millis / MILLIS) / Math.log(2));
    }

    /** How many there are. */
    public long n() {
        return buckets.values().stream().mapToLong(Bucket::n).sum();
    }

    /** The mean in seconds, null of none. */
    public @Nullable BigDecimal mean() {
        long n = n();
        long millis = buckets.values().stream().mapToLong(Bucket::millis).sum();
        return n == 0 ? null : seconds(millis, n);
    }

    /**
     * In seconds, what that part of them does not exceed; null of none.
     *
     * @param part such as 0.5 for the median
     */
    public @Nullable BigDecimal quantile(double part) {
        long rank = (long) Math.ceil(part * n());
        long below = 0;
        for (Bucket bucket : buckets.values()) {
            below += bucket.n;
            if (below >= rank) {
                return seconds(bucket.millis, bucket.n);
            }
        }
        return null;
    }

    private static BigDecimal seconds(long millis, long n) {
        return BigDecimal.valueOf(millis)
                .divide(BigDecimal.valueOf(n).multiply(BigDecimal.valueOf(1_000)), 3, RoundingMode.HALF_UP);
    }
}
