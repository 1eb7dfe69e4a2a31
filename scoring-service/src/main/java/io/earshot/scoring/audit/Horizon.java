package io.earshot.scoring.audit;

import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.cassandra.CassandraProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * How far back an audit can see. Where items or rows expire, what happened before may be there on one side only, and differ without a fault.
 *
 * @param retention the shorter of the two, zero for good
 */
record Horizon(Duration retention, Clock clock) {

    /** What expires while an audit reads would differ as well, and items may be dated a little ahead of when they came in. */
    private static final Duration MARGIN = Duration.ofHours(1);

    static Horizon of(CassandraProperties cassandra, Clock clock) {
        Duration shorter = Stream.of(cassandra.itemsRetention(), cassandra.rowsRetention())
                .filter(retention -> !retention.isZero())
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
        return new Horizon(shorter, clock);
    }

    /** The start of the first whole day that can be audited. */
    Instant firstDay() {
        return retention.isZero()
                ? Instant.MIN
                : Resolution.DAY.ceiling(clock.instant().minus(retention).plus(MARGIN));
    }

    /** Whether all that happened since then can be audited. */
    boolean reaches(Instant from) {
        return !from.isBefore(firstDay());
    }
}
