package io.earshot.alerts.deliveries;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.channels.Channel;
import io.earshot.alerts.channels.Channels;
import io.earshot.alerts.deliveries.DeliveryRows.Attempt;
import io.earshot.alerts.events.CaseEvent;
import io.earshot.alerts.timers.Timers;
import io.earshot.alerts.tracing.Tracing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Brings what is owed to its channels, at least once. First the delivery is recorded, together with the case ({@link #owe}, {@link #record}),
 * and then it is tried ({@link #send}); what a crash leaves behind is found again by {@link DeliveryTimers}.
 */
@Component
public final class Courier implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final int STORE_THREADS = 32;
    private static final int STORE_WAITING = 100_000;
    private static final int RECORDED_AT_ONCE = 16;

    private final DeliveryRows rows;
    private final Timers timers;
    private final Channels channels;
    private final DeliveryLog log;
    private final DeliveryCounters counters;
    private final RetrySchedule schedule;
    private final DeliveryProperties properties;
    private final Clock clock;
    private final List<Pacing> pacings;
    private final Lanes lanes;
    private final Scheduler scheduler = Schedulers.newBoundedElastic(STORE_THREADS, STORE_WAITING, "deliveries");
    private volatile boolean running;

    Courier(
            DeliveryRows rows,
            Timers timers,
            Channels channels,
            DeliveryLog log,
            Carriers carriers,
            List<Pacing> pacings,
            DeliveryCounters counters,
            DeliveryProperties properties,
            Clock clock) {
        this.rows = rows;
        this.timers = timers;
        this.channels = channels;
        this.log = log;
        this.counters = counters;
        this.schedule = new RetrySchedule(properties.retrySchedule(), new SplittableRandom());
        this.properties = properties;
        this.clock = clock;
        this.pacings = pacings;
        this.lanes = new Lanes(carriers::attempt, this::recorded, this::dropped, clock, properties);
    }

    /**
     * An event of a case, owed to a channel. The first attempt, if it is to be made at once, belongs to this instance; a later one to whoever
     * finds it then.
     */
    public Owed owe(CaseEvent event, Channel channel) {
        Instant now = clock.instant();
        Instant first = now.plus(schedule.next(0).orElse(Duration.ZERO));
        for (Pacing pacing : pacings) {
            Instant notBefore = pacing.notBefore(event, channel, now);
            first = notBefore.isAfter(first) ? notBefore : first;
        }
        boolean isLater = first.isAfter(now);
        Delivery delivery = new Delivery(
                new DeliveryId(event.caseId(), event.key(), channel.id()),
                event.store(),
                event.customer(),
                event.type(),
                event.at(),
                0,
                0,
                (isLater ? first : now.plus(properties.lease())).truncatedTo(ChronoUnit.MILLIS),
                isLater || lanes.isBusy(channel.id()));
        return new Owed(delivery, channel, event.body(), isLater, Tracing.here(), List.of());
    }

    /** The row to write in one with the event. */
    public BoundStatement record(Owed owed) {
        return rows.insertion(owed.delivery(), owed.isLater());
    }

    /** Makes sure that a recorded delivery is looked at, whatever happens to this instance. */
    public CompletionStage<?> remember(Delivery delivery) {
        CompletionStage<?> set = timers.start(delivery.timer());
        return delivery.isListed() ? set.thenCombine(log.pending(delivery), (one, other) -> one) : set;
    }

    /** Counts and tries what was just recorded and is remembered. */
    public void send(List<Owed> recorded) {
        counters.owed.increment(recorded.size());
        counters.pending.addAndGet(recorded.size());
        recorded.stream().filter(owed -> !owed.isLater()).forEach(lanes::offer);
    }

    /** Counts what had ended and is owed once more. */
    void countOwedAgain() {
        counters.owed.increment();
        counters.pending.incrementAndGet();
    }

    /** Lists what has ended, where whoever recorded that may have died before. */
    void list(Row ended) {
        String state = DeliveryRows.text(ended, "state");
        log.finished(DeliveryRows.delivery(ended, clock.instant()), state)
                .toCompletableFuture()
                .join();
    }

    /** What fell out of its line: it is owed for longer than a moment now. */
    private void dropped(Owed owed) {
        try {
            scheduler.schedule(() -> log.pending(owed.delivery()));
        } catch (RejectedExecutionException e) {
            // too much waits already; it is listed when it is claimed
            LOG.debug("Not listed yet: delivery {}", owed.delivery().id());
        }
    }

    /** Tries what this instance has claimed. */
    void sendClaimed(Owed owed) {
        lanes.offer(owed);
    }

    boolean isBusy(UUID channel) {
        return lanes.isBusy(channel);
    }

    /** Ends a delivery that can't be attempted any more. Blocks. */
    void giveUp(Delivery delivery, String reason) {
        finish(delivery, DeliveryRows.FAILED, new Attempt(clock.instant(), Duration.ZERO, reason));
    }

    private Mono<Void> recorded(Owed owed, Outcome outcome, Duration took) {
        Attempt attempt = new Attempt(clock.instant(), took, outcome.result());
        Map<Integer, Optional<Duration>> waits = waits(owed, outcome);
        return Flux.fromIterable(owed.all())
                .map(Owed::delivery)
                .flatMap(
                        delivery -> recorded(
                                delivery, outcome, attempt, waits.getOrDefault(delivery.attempts(), Optional.empty())),
                        RECORDED_AT_ONCE)
                .then();
    }

    private Mono<Void> recorded(Delivery delivery, Outcome outcome, Attempt attempt, Optional<Duration> wait) {
        return Mono.<Void>fromRunnable(() -> record(delivery, outcome, attempt, wait))
                .subscribeOn(scheduler)
                .onErrorResume(failure -> {
                    // it stays pending, and is tried again when its lease ends: rather twice than never
                    LOG.warn("Could not record an attempt of delivery {}: {}", delivery.id(), failure.toString());
                    return Mono.empty();
                });
    }

    private void record(Delivery delivery, Outcome outcome, Attempt attempt, Optional<Duration> wait) {
        if (outcome instanceof Outcome.Delivered) {
            counters.took(Duration.between(delivery.at(), attempt.at()));
            finish(delivery, DeliveryRows.DELIVERED, attempt);
            return;
        }
        counters.failedAttempts.increment();
        if (wait.isEmpty()) {
            if (outcome instanceof Outcome.Gone) {
                channels.disable(
                        delivery.store(),
                        delivery.id().channel(),
                        "the endpoint answered 410: it wants no messages any more");
            }
            finish(delivery, DeliveryRows.FAILED, attempt);
            return;
        }
        Delivery later = delivery.at(attempt.at().plus(wait.get()).truncatedTo(ChronoUnit.MILLIS));
        timers.set(later.timer());
        if (rows.record(delivery, DeliveryRows.PENDING, later.nextAt(), attempt)) {
            log.pending(delivery.attempted()).toCompletableFuture().join();
            timers.remove(delivery.timer());
        }
    }

    /** The wait before the next attempt, by how many were made: what left together is due together again. */
    private Map<Integer, Optional<Duration>> waits(Owed owed, Outcome outcome) {
        Map<Integer, Optional<Duration>> waits = new HashMap<>();
        if (outcome instanceof Outcome.Failed failed) {
            owed.all()
                    .forEach(one ->
                            waits.computeIfAbsent(one.delivery().attempts(), attempts -> wait(one.delivery(), failed)));
        }
        return waits;
    }

    /** How long to wait before the next attempt, empty if there is none: as scheduled, or as the other side wants if that is longer. */
    private Optional<Duration> wait(Delivery delivery, Outcome.Failed failed) {
        Duration asked = failed.retryAfter();
        return schedule.next(delivery.attempts() + 1)
                .map(wait -> asked != null && asked.compareTo(wait) > 0 ? asked : wait);
    }

    private void finish(Delivery delivery, String state, Attempt attempt) {
        if (rows.record(delivery, state, null, attempt)) {
            (state.equals(DeliveryRows.DELIVERED) ? counters.delivered : counters.failed).increment();
            counters.pending.updateAndGet(count -> Math.max(0, count - 1));
            // the timer goes last: should this process die here, whoever finds it lists the delivery
            log.finished(delivery.attempted(), state).toCompletableFuture().join();
            timers.remove(delivery.timer());
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Lets the attempts under way come to their end. */
    @Override
    public void stop() {
        lanes.close();
        long end = System.nanoTime() + properties.timeout().plusSeconds(2).toNanos();
        try {
            while (lanes.running() > 0 && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        scheduler.dispose();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        // stops after the consumer, which hands over
        return 0;
    }
}
