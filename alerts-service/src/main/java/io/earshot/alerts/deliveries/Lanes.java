package io.earshot.alerts.deliveries;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A lane for each channel: so many attempts at once, the others wait in line. Channels don't wait for each other. What has waited for so
 * long that its lease would not last for the attempt falls out; it is found again when the lease ends.
 */
final class Lanes {

    /** The most characters of messages that may wait, over all lanes. */
    private static final long MOST_WAITING = 32L * 1024 * 1024;

    private static final double WEIGHT_OF_LAST = 0.2;
    private static final double FIRST_GUESS_MILLIS = 1_000;

    private static final int UNRECORDED_FOR_EACH = 8;

    private final Function<Owed, Mono<Outcome>> post;
    private final Recording record;
    private final Consumer<Owed> dropped;
    private final Clock clock;
    private final Duration timeout;
    private final Duration lease;
    private final int concurrency;
    private final Map<UUID, Lane> lanes = new HashMap<>();
    private long waiting;
    private int running;
    private boolean closed;

    /**
     * Lanes without anything in them.
     *
     * @param post makes an attempt; does not fail
     * @param record remembers how it went; does not fail. An endpoint need not wait for it, up to a bound
     * @param dropped told of what fell out of its line; does not block
     */
    Lanes(
            Function<Owed, Mono<Outcome>> post,
            Recording record,
            Consumer<Owed> dropped,
            Clock clock,
            DeliveryProperties properties) {
        this.post = post;
        this.record = record;
        this.dropped = dropped;
        this.clock = clock;
        this.timeout = properties.timeout();
        this.lease = properties.lease();
        this.concurrency = properties.concurrency();
    }

    /** Remembers how an attempt went. */
    interface Recording {
        Mono<Void> record(Owed owed, Outcome outcome, Duration took);
    }

    private static final class Lane {
        final Queue<Owed> queue = new ArrayDeque<>();
        int posting;
        int recording;
        double millis = FIRST_GUESS_MILLIS;
    }

    /** Attempts it soon; may forget it if too much waits already. */
    void offer(Owed owed) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (waiting + owed.weight() > MOST_WAITING) {
                dropped.accept(owed);
                return;
            }
            waiting += owed.weight();
            lane(owed.channel().id()).queue.add(owed);
        }
        drain(owed.channel().id());
    }

    /** Whether an attempt that joined the line now would have to wait for about half its lease. */
    synchronized boolean isBusy(UUID channel) {
        Lane lane = lanes.get(channel);
        return lane != null
                && lane.queue.size() * lane.millis / concurrency
                        >= lease.minus(timeout).toMillis() / 2.0;
    }

    /** Starts nothing any more. */
    synchronized void close() {
        closed = true;
        lanes.values().forEach(lane -> lane.queue.clear());
    }

    /** How many attempts are under way, the recording included. */
    synchronized int running() {
        return running;
    }

    private void drain(UUID channel) {
        for (Owed next = next(channel); next != null; next = next(channel)) {
            Owed owed = next;
            long start = clock.millis();
            post.apply(owed)
                    .flatMap(outcome -> {
                        Duration took = Duration.ofMillis(Math.max(0, clock.millis() - start));
                        posted(channel, took);
                        return record.record(owed, outcome, took);
                    })
                    .doFinally(signal -> recorded(channel))
                    .subscribe();
        }
    }

    private void posted(UUID channel, Duration took) {
        synchronized (this) {
            Lane lane = lane(channel);
            lane.millis += WEIGHT_OF_LAST * (took.toMillis() - lane.millis);
            lane.posting--;
            lane.recording++;
        }
        drain(channel);
    }

    private void recorded(UUID channel) {
        synchronized (this) {
            lane(channel).recording--;
            running--;
        }
        drain(channel);
    }

    private synchronized @Nullable Owed next(UUID channel) {
        Lane lane = lane(channel);
        while (lane.posting < concurrency && lane.recording < concurrency * UNRECORDED_FOR_EACH) {
            Owed owed = lane.queue.poll();
            if (owed == null) {
                break;
            }
            waiting -= owed.weight();
            if (!clock.instant().plus(timeout).isAfter(owed.delivery().nextAt())) {
                lane.posting++;
                running++;
                return owed;
            }
            dropped.accept(owed);
        }
        if (lane.posting == 0 && lane.recording == 0 && lane.queue.isEmpty()) {
            lanes.remove(channel);
        }
        return null;
    }

    private Lane lane(UUID channel) {
        return lanes.computeIfAbsent(channel, id -> new Lane());
    }
}
