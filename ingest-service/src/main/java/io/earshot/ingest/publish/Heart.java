package io.earshot.ingest.publish;

import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.Heartbeats;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends the heartbeats, by the way of all items: one that Kafka does not take tells as much as one that comes late. So Kafka's absence shows
 * in every partition, also where no customer says anything.
 */
final class Heart implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Heart.class);

    private final HeartbeatSettings settings;
    private final Heartbeats heartbeats;
    private final Publisher publisher;
    private final Clock clock;
    private final Counter taken;
    /** By store of the heartbeat, which stands for its partition. */
    private final ConcurrentMap<String, Instant> lastTaken = new ConcurrentHashMap<>();

    private final ScheduledExecutorService beats =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "earshot-heart"));

    private volatile boolean running;

    Heart(HeartbeatSettings settings, Heartbeats heartbeats, Publisher publisher, Clock clock, MeterRegistry registry) {
        this.settings = settings;
        this.heartbeats = heartbeats;
        this.publisher = publisher;
        this.clock = clock;
        this.taken = Counter.builder("earshot.pipeline.heartbeats")
                .description("Heartbeats that the stage has dealt with")
                .tag("stage", "ingest")
                .register(registry);
        Gauge.builder("earshot.pipeline.age", this, Heart::age)
                .description(
                        "Age of the newest heartbeat that the stage has dealt with, in the partition where it is oldest")
                .baseUnit("seconds")
                .tag("stage", "ingest")
                .strongReference(true)
                .register(registry);
    }

    void beat() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        heartbeats.at(now).forEach(this::send);
    }

    private void send(Submitted heartbeat) {
        publisher.publish(List.of(heartbeat), receipt -> {
            if (receipt.accepted() == 1) {
                taken.increment();
                lastTaken.put(heartbeat.origin().store(), heartbeat.origin().received());
            }
        });
    }

    /** In seconds; counted from the start where Kafka has taken none yet; not a number where there are none. */
    double age() {
        return lastTaken.values().stream()
                .min(Instant::compareTo)
                .map(oldest -> Duration.between(oldest, clock.instant()).toMillis() / 1_000.0)
                .orElse(Double.NaN);
    }

    @Override
    public void start() {
        if (settings.period().isZero()) {
            return;
        }
        running = true;
        heartbeats
                .at(clock.instant())
                .forEach(first ->
                        lastTaken.put(first.origin().store(), first.origin().received()));
        long millis = settings.period().toMillis();
        beats.scheduleAtFixedRate(this::beatAnyhow, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void beatAnyhow() {
        try {
            beat();
        } catch (RuntimeException e) {
            // a task that throws is never run again
            LOG.warn("The heartbeat failed: {}", e.toString());
        }
    }

    @Override
    public void stop() {
        running = false;
        beats.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the publisher, stopped before it. */
    @Override
    public int getPhase() {
        return 1;
    }
}
