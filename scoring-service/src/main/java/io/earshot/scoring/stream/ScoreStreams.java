package io.earshot.scoring.stream;

import io.earshot.scoring.problem.NoRoomException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** The open streams: how many there may be, their signs of life, and their end. */
final class ScoreStreams implements SmartLifecycle {

    /** A client that has not read for a minute has gone, at a heartbeat every 15 seconds. */
    private static final int MOST_HEARTBEATS_MISSED = 4;

    private final StreamProperties properties;
    private final WatchedScores watched;
    private final Scheduler scheduler;
    private final Counter refused;
    private final AtomicInteger count = new AtomicInteger();
    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile boolean started;

    /** A stream, and whether its client's key still allows it. Compared by identity: the stream has no equal. */
    private record Open(ScoreStream stream, BooleanSupplier allowed) {}

    ScoreStreams(StreamProperties properties, WatchedScores watched, Scheduler scheduler, MeterRegistry registry) {
        this.properties = properties;
        this.watched = watched;
        this.scheduler = scheduler;
        Gauge.builder("earshot.scoring.streams", count, AtomicInteger::get)
                .description("Open streams of scores")
                .register(registry);
        this.refused = Counter.builder("earshot.scoring.streams.refused")
                .description("Streams refused because there were as many as there may be")
                .register(registry);
    }

    /**
     * Opens a stream when it is subscribed to, once. Fails with {@link NoRoomException} then, if there are too many or the service stops.
     *
     * @param allowed whether the client may still listen; asked now and then
     */
    Flux<ServerSentEvent<String>> open(
            List<Question> questions, @Nullable String lastEventId, BooleanSupplier allowed) {
        return Flux.defer(() -> {
            takePlace();
            Open one = new Open(new ScoreStream(questions, lastEventId, MOST_HEARTBEATS_MISSED), allowed);
            AtomicBoolean ended = new AtomicBoolean();
            return one.stream().events(() -> opened(one), () -> {
                open.remove(one);
                watched.remove(one.stream());
                if (ended.compareAndSet(false, true)) {
                    count.decrementAndGet();
                }
            });
        });
    }

    private void takePlace() {
        if (stopping) {
            throw new NoRoomException("the service stops; ask another instance");
        }
        if (count.incrementAndGet() > properties.most()) {
            count.decrementAndGet();
            refused.increment();
            throw new NoRoomException("there are " + properties.most() + " streams open (expected: at most that)");
        }
    }

    private void opened(Open one) {
        open.add(one);
        watched.add(one.stream());
        if (stopping) {
            one.stream().end();
        }
    }

    /** Shows every client that it is not forgotten, and ends what is not allowed any more. */
    void beat() {
        for (Open one : open) {
            if (one.allowed().getAsBoolean()) {
                one.stream().heartbeat();
            } else {
                one.stream().end();
            }
        }
    }

    @Override
    public void start() {
        started = true;
        every(properties.heartbeat().toMillis(), this::beat);
        every(properties.check().toMillis(), watched::check);
    }

    private void every(long millis, Runnable task) {
        scheduler.schedulePeriodically(task, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Ends all streams: they would last as long as the service waits for requests to end. */
    @Override
    public void stop() {
        started = false;
        stopping = true;
        open.forEach(one -> one.stream().end());
        watched.close();
        scheduler.dispose();
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Stops before the web server, which waits for its requests. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
