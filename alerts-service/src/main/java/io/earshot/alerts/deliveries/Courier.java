package io.earshot.alerts.deliveries;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import io.earshot.alerts.channels.Channel;
import io.earshot.alerts.events.CaseEvent;
import io.earshot.alerts.timers.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
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

    private final DeliveryRows rows;
    private final Timers timers;
    private final DeliveryCounters counters;
    private final RetrySchedule schedule;
    private final DeliveryProperties properties;
    private final Clock clock;
    private final Lanes lanes;
    private final Scheduler scheduler = Schedulers.newBoundedElastic(STORE_THREADS, STORE_WAITING, "deliveries");
    private volatile boolean running;

    Courier(
            DeliveryRows rows,
            Timers timers,
            WebhookClient client,
            DeliveryCounters counters,
            DeliveryProperties properties,
            Clock clock) {
        this.rows = rows;
        this.timers = timers;
        this.counters = counters;
        this.schedule = new RetrySchedule(properties.retrySchedule(), new SplittableRandom());
        this.properties = properties;
        this.clock = clock;
        this.lanes = new Lanes(client::post, this::recorded, clock, properties);
    }

    /** An event of a case, owed to a channel. The first attempt, if it is to be made at once, belongs to this instance. */
    public Owed owe(CaseEvent event, Channel channel) {
        UUID id = Delivery.idOf(event.store(), event.caseId(), event.key(), channel.id());
        Duration wait = schedule.next(0).orElse(Duration.ZERO);
        Instant nextAt =
                clock.instant().plus(wait.isZero() ? properties.lease() : wait).truncatedTo(ChronoUnit.MILLIS);
        Delivery delivery = new Delivery(
                id,
                event.store(),
                event.customer(),
                event.caseId(),
                channel.id(),
                event.key(),
                event.type(),
                0,
                nextAt);
        return new Owed(delivery, channel, event.body());
    }

    /** The row to write in one with the event. */
    public BoundStatement record(Owed owed) {
        return rows.insertion(owed.delivery());
    }

    /** Makes sure that a recorded delivery is looked at, whatever happens to this instance. */
    public CompletionStage<?> remember(Delivery delivery) {
        return timers.start(delivery.timer());
    }

    /** Counts and tries what was just recorded and is remembered. */
    public void send(List<Owed> recorded) {
        counters.owed.increment(recorded.size());
        counters.pending.addAndGet(recorded.size());
        if (properties.retrySchedule().get(0).isZero()) {
            recorded.forEach(lanes::offer);
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
        finish(delivery, DeliveryRows.FAILED, reason);
    }

    private Mono<Void> recorded(Delivery delivery, Outcome outcome) {
        return Mono.<Void>fromRunnable(() -> record(delivery, outcome))
                .subscribeOn(scheduler)
                .onErrorResume(failure -> {
                    // it stays pending, and is tried again when its lease ends: rather twice than never
                    LOG.warn("Could not record an attempt of delivery {}: {}", delivery.id(), failure.toString());
                    return Mono.empty();
                });
    }

    private void record(Delivery delivery, Outcome outcome) {
        if (outcome.delivered()) {
            finish(delivery, DeliveryRows.DELIVERED, outcome.result());
            return;
        }
        counters.failedAttempts.increment();
        Optional<Duration> wait = schedule.next(delivery.attempts() + 1);
        if (wait.isEmpty()) {
            finish(delivery, DeliveryRows.FAILED, outcome.result());
            return;
        }
        Instant now = clock.instant();
        Delivery later = delivery.at(now.plus(wait.get()).truncatedTo(ChronoUnit.MILLIS));
        timers.set(later.timer());
        if (rows.record(delivery, DeliveryRows.PENDING, later.nextAt(), now, outcome.result())) {
            timers.remove(delivery.timer());
        }
    }

    private void finish(Delivery delivery, String state, String result) {
        if (rows.record(delivery, state, null, clock.instant(), result)) {
            (state.equals(DeliveryRows.DELIVERED) ? counters.delivered : counters.failed).increment();
            counters.pending.updateAndGet(count -> Math.max(0, count - 1));
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
