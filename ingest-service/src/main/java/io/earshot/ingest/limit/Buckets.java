package io.earshot.ingest.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * One bucket of tokens for each caller under one rate. A bucket that was not touched for as long as it takes to fill is forgotten: it would be
 * full. Where there are more callers than are remembered, some start again with a full bucket.
 */
final class Buckets {

    private static final long NANOS = Duration.ofSeconds(1).toNanos();

    /** Whose bucket: a key, and where it is used from. */
    record Owner(String key, ClientNetwork network) {}

    /** The outcome of a request to take some. @param waitSeconds until as many are there, 0 if they were taken */
    record Taken(boolean granted, long left, long fullInSeconds, long waitSeconds) {

        private static Taken of(ConsumptionProbe probe) {
            return new Taken(
                    probe.isConsumed(),
                    probe.getRemainingTokens(),
                    seconds(probe.getNanosToWaitForReset()),
                    probe.isConsumed() ? 0 : Math.max(1, seconds(probe.getNanosToWaitForRefill())));
        }
    }

    private final String name;
    private final Rate rate;
    private final TimeMeter time;
    private final String policy;
    private final Cache<Owner, Bucket> buckets;

    Buckets(String name, Rate rate, int mostOwners, TimeMeter time) {
        this.name = name;
        this.rate = rate;
        this.time = time;
        this.policy = '"' + name + "\";q=" + rate.items() + ";w=" + rate.per().toSeconds();
        this.buckets = Caffeine.newBuilder()
                .maximumSize(mostOwners)
                .expireAfterAccess(rate.per())
                .ticker(time::currentTimeNanos)
                .build();
    }

    Taken take(Owner owner, int items) {
        return Taken.of(bucket(owner).tryConsumeAndReturnRemaining(items));
    }

    /** Takes them in any case. @return nanoseconds until they are due */
    long takeAhead(Owner owner, int items) {
        return bucket(owner).consumeIgnoringRateLimits(items);
    }

    Taken look(Owner owner) {
        Bucket bucket = bucket(owner);
        long fullIn = bucket.estimateAbilityToConsume(rate.items()).getNanosToWaitForRefill();
        return new Taken(true, Math.max(0, bucket.getAvailableTokens()), seconds(fullIn), 0);
    }

    /** The value of {@code RateLimit-Policy}. */
    String policy() {
        return policy;
    }

    /** The value of {@code RateLimit}. */
    String state(Taken taken) {
        return '"' + name + "\";r=" + taken.left() + ";t=" + taken.fullInSeconds();
    }

    Rate rate() {
        return rate;
    }

    private Bucket bucket(Owner owner) {
        return buckets.get(
                owner,
                unknown -> Bucket.builder()
                        .withCustomTimePrecision(time)
                        .addLimit(limit -> limit.capacity(rate.items()).refillGreedy(rate.items(), rate.per()))
                        .build());
    }

    private static long seconds(long nanos) {
        return (nanos + NANOS - 1) / NANOS;
    }
}
