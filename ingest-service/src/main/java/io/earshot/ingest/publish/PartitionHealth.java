package io.earshot.ingest.publish;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether Kafka takes items of one partition, judged by what became of those before.
 *
 * <p>It is known to be away when a shipment failed and none of the partition was acknowledged in time since that one was handed over: a broker that
 * only is slow for some does not count. From then on shipments are refused at once, except for probes, which go the usual way; the
 * first acknowledgement in time ends it. So it comes back by itself, with its clients' own items, and without a request that waits in vain for more
 * than one client at a time.
 *
 * <p>Moments are those of {@link System#nanoTime()}. Safe for use by several threads.
 */
final class PartitionHealth {

    /** Four a second: few enough that waiting in vain is rare, and often enough to be back well within a second of the broker. */
    static final Duration PROBE_EVERY = Duration.ofMillis(250);

    /** Nobody tried for so long: what was known is out of date. */
    private static final Duration STALE = Duration.ofSeconds(10);

    private final long probeTimeout;
    private final AtomicLong acknowledgements = new AtomicLong();
    private volatile boolean away;
    private long lastProbe;
    private long nextProbe;

    /** @param probeTimeout after this a probe that nothing was heard of is given up */
    PartitionHealth(Duration probeTimeout) {
        this.probeTimeout = probeTimeout.toNanos();
    }

    /** Whether a shipment may be handed over: always while Kafka is not known to be away, else if a probe is due, which this one is then. */
    boolean admits(long now) {
        return !away || isProbeDue(now);
    }

    /** How many acknowledgements came so far; a shipment remembers it from its hand-over. */
    long acknowledgements() {
        return acknowledgements.get();
    }

    /** Whether Kafka is known to be away; false as well if no item of the partition came for a while, since it may be back unnoticed. */
    synchronized boolean isAway(long now) {
        return away && now - lastProbe < STALE.toNanos();
    }

    /**
     * A record was acknowledged in time.
     *
     * @return whether that ended an outage
     */
    boolean acknowledge() {
        acknowledgements.incrementAndGet();
        return away && comeBack();
    }

    /**
     * A shipment failed.
     *
     * @param seen the acknowledgements at its hand-over
     * @return whether that began an outage
     */
    synchronized boolean fail(long seen, long now) {
        if (away) {
            // the probe, most likely: the next one need not wait until this one would have been given up
            nextProbe = Math.min(nextProbe - now, lastProbe + PROBE_EVERY.toNanos() - now) + now;
            return false;
        }
        if (acknowledgements.get() != seen) {
            return false;
        }
        lastProbe = now;
        nextProbe = now + PROBE_EVERY.toNanos();
        away = true;
        // an acknowledgement between the look and the verdict would not have seen that there is an outage to end
        away = acknowledgements.get() == seen;
        return away;
    }

    private synchronized boolean comeBack() {
        boolean ended = away;
        away = false;
        return ended;
    }

    private synchronized boolean isProbeDue(long now) {
        if (away && now - nextProbe < 0) {
            return false;
        }
        lastProbe = now;
        nextProbe = now + probeTimeout;
        return true;
    }
}
