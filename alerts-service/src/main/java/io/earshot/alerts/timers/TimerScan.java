package io.earshot.alerts.timers;

import io.earshot.alerts.store.Cassandra;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds, every second, the timers of one kind that are due; kinds don't wait for each other. */
final class TimerScan {

    private static final Logger LOG = LoggerFactory.getLogger(TimerScan.class);

    private static final long PERIOD_MILLIS = 1_000;
    private static final int THREADS = 8;
    private static final int AT_ONCE = 64;

    /** Every so many passes all is read, what had to stay included; in between only what came due lately, so that a jam costs little. */
    private static final int PASSES_FOR_ALL = 3;

    /** How far a pass in between starts before the end of the last one. */
    private static final Duration LATELY = Duration.ofSeconds(10);

    /** How far reading starts before now, so that rows written late are found. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    /** A start is worth keeping when it has moved so far. */
    private static final Duration STEP = Duration.ofMinutes(1);

    private final TimerHandler handler;
    private final Timers timers;
    private final Cassandra cassandra;
    private final Clock clock;
    private final @Nullable Instant[] starts = new @Nullable Instant[Timers.SHARDS];
    private final @Nullable Instant[] keptStarts = new @Nullable Instant[Timers.SHARDS];
    private final @Nullable Instant[] readTo = new @Nullable Instant[Timers.SHARDS];
    private int passes;
    private final ScheduledExecutorService pulse;
    private final ExecutorService workers;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile String lastFailure = "";
    private volatile boolean running;

    TimerScan(TimerHandler handler, Timers timers, Cassandra cassandra, Clock clock) {
        this.handler = handler;
        this.timers = timers;
        this.cassandra = cassandra;
        this.clock = clock;
        this.pulse = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "timers-" + handler.kind()));
        this.workers = Executors.newFixedThreadPool(THREADS, task -> daemon(task, "timer-" + handler.kind()));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void scan() {
        if (!cassandra.isReady()) {
            return;
        }
        try {
            for (int shard = 0; shard < Timers.SHARDS && running; shard++) {
                scan(shard, passes % PASSES_FOR_ALL == 0);
            }
            passes++;
            handler.passed();
            int failed = failures.getAndSet(0);
            if (failed > 0) {
                LOG.warn(
                        "{} of what is due ({}) failed, trying again; the last: {}",
                        failed,
                        handler.kind(),
                        lastFailure);
            }
        } catch (RuntimeException e) {
            LOG.warn("Could not look what is due ({}), trying again: {}", handler.kind(), e.toString());
        }
    }

    private void scan(int shard, boolean isAll) {
        Instant start = starts[shard];
        if (start == null) {
            start = timers.since(handler.kind(), shard);
            keptStarts[shard] = start;
        }
        Instant now = clock.instant();
        Instant last = readTo[shard];
        boolean isLately = !isAll && last != null && last.minus(LATELY).isAfter(start);
        Instant from = isLately && last != null ? last.minus(LATELY) : start;
        Instant oldest = now.minus(OVERLAP);
        List<Future<Optional<Timer>>> open = new ArrayList<>();
        try (Stream<Timer> due = timers.due(handler.kind(), shard, from, now)) {
            for (Timer timer : (Iterable<Timer>) due::iterator) {
                open.add(workers.submit(() -> look(timer)));
                if (open.size() == AT_ONCE) {
                    oldest = oldest(open, oldest);
                }
            }
        }
        oldest = oldest(open, oldest);
        readTo[shard] = now;
        if (!isLately) {
            starts[shard] = oldest;
            keep(shard, oldest);
        }
    }

    private void keep(int shard, Instant start) {
        Instant kept = keptStarts[shard];
        if (kept == null || Duration.between(kept, start).compareTo(STEP) > 0) {
            timers.setSince(handler.kind(), shard, start);
            keptStarts[shard] = start;
        }
    }

    /** Gives back the timer if it has to stay. */
    private Optional<Timer> look(Timer timer) {
        try {
            if (handler.look(timer)) {
                timers.remove(timer);
                return Optional.empty();
            }
        } catch (RuntimeException e) {
            // one that fails must not hold up those behind it
            failures.incrementAndGet();
            lastFailure = timer.id() + ": " + e;
        }
        return Optional.of(timer);
    }

    /** Waits for all, and gives the time of the oldest timer that has to stay. */
    private static Instant oldest(List<Future<Optional<Timer>>> open, Instant before) {
        Instant oldest = before;
        try {
            for (Future<Optional<Timer>> one : open) {
                Optional<Timer> stays = one.get();
                if (stays.isPresent() && stays.get().at().isBefore(oldest)) {
                    oldest = stays.get().at();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        }
        open.clear();
        return oldest;
    }

    void start() {
        running = true;
        pulse.scheduleWithFixedDelay(this::scan, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop() {
        running = false;
        pulse.shutdown();
        try {
            if (!pulse.awaitTermination(5, TimeUnit.SECONDS)) {
                pulse.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.shutdownNow();
    }
}
