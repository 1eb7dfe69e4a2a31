package io.earshot.alerts.deliveries;

import io.earshot.alerts.channels.Channel;
import io.earshot.alerts.channels.Channels;
import io.earshot.alerts.deliveries.DueDeliveries.Due;
import io.earshot.alerts.store.Cassandra;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Finds, every second, the deliveries that are due: next attempts, and those whose instance died. */
@Component
final class DueScan implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DueScan.class);

    private static final long PERIOD_MILLIS = 1_000;
    private static final int THREADS = 8;
    private static final int AT_ONCE = 64;

    /** How far reading starts before now, so that rows written late are found. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    /** A start is worth keeping when it has moved so far. */
    private static final Duration STEP = Duration.ofMinutes(1);

    private static final Duration COUNT_PERIOD = Duration.ofSeconds(15);

    private final Cassandra cassandra;
    private final DueDeliveries due;
    private final DeliveryRows rows;
    private final Channels channels;
    private final Courier courier;
    private final DeliveryCounters counters;
    private final Clock clock;
    private final Duration lease;
    private final @Nullable Instant[] starts = new @Nullable Instant[DueDeliveries.SHARDS];
    private final @Nullable Instant[] keptStarts = new @Nullable Instant[DueDeliveries.SHARDS];
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "due"));
    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS, task -> daemon(task, "due-worker"));
    private Instant countedAt = Instant.EPOCH;
    private volatile boolean running;

    DueScan(
            Cassandra cassandra,
            DueDeliveries due,
            DeliveryRows rows,
            Channels channels,
            Courier courier,
            DeliveryCounters counters,
            DeliveryProperties properties,
            Clock clock) {
        this.cassandra = cassandra;
        this.due = due;
        this.rows = rows;
        this.channels = channels;
        this.courier = courier;
        this.counters = counters;
        this.clock = clock;
        this.lease = properties.lease();
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
            for (int shard = 0; shard < DueDeliveries.SHARDS && running; shard++) {
                scan(shard);
            }
            count();
        } catch (RuntimeException e) {
            LOG.warn("Could not look for due deliveries, trying again: {}", e.toString());
        }
    }

    private void scan(int shard) {
        Instant start = starts[shard];
        if (start == null) {
            start = due.start(shard);
            keptStarts[shard] = start;
        }
        Instant now = clock.instant();
        Instant oldest = now.minus(OVERLAP);
        List<Future<Optional<Due>>> open = new ArrayList<>();
        try (Stream<Due> rowsDue = due.due(shard, start, now)) {
            for (Due row : (Iterable<Due>) rowsDue::iterator) {
                open.add(workers.submit(() -> look(row)));
                if (open.size() == AT_ONCE) {
                    oldest = oldest(open, oldest);
                }
            }
        }
        oldest = oldest(open, oldest);
        starts[shard] = oldest;
        keep(shard, oldest);
    }

    private void keep(int shard, Instant start) {
        Instant kept = keptStarts[shard];
        if (kept == null || Duration.between(kept, start).compareTo(STEP) > 0) {
            due.setStart(shard, start);
            keptStarts[shard] = start;
        }
    }

    /** Waits for all, and gives the time of the oldest row that has to stay. */
    private static Instant oldest(List<Future<Optional<Due>>> open, Instant before) {
        Instant oldest = before;
        try {
            for (Future<Optional<Due>> one : open) {
                Optional<Due> stays = one.get();
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

    /** Claims and sends the delivery if it is due; gives back the row if it has to stay. */
    private Optional<Due> look(Due row) {
        if (courier.isBusy(row.channel())) {
            return Optional.of(row);
        }
        Optional<Delivery> found = rows.findPending(row.store(), row.customer(), row.caseId(), row.delivery());
        Instant now = clock.instant();
        if (found.isEmpty() || found.get().nextAt().isAfter(now)) {
            due.remove(row);
            return Optional.empty();
        }
        Delivery delivery = found.get();
        Delivery claimed = delivery.at(now.plus(lease).truncatedTo(ChronoUnit.MILLIS));
        due.add(claimed);
        if (rows.claim(delivery, claimed.nextAt())) {
            due.remove(row);
            Optional<Channel> channel = channels.find(row.store(), row.channel());
            if (channel.isPresent()) {
                courier.sendClaimed(new Owed(claimed, channel.get(), rows.body(claimed)));
            } else {
                courier.giveUp(claimed, "not sent: the channel was deleted");
            }
        }
        return Optional.empty();
    }

    private void count() {
        Instant now = clock.instant();
        if (countedAt.plus(COUNT_PERIOD).isAfter(now)) {
            return;
        }
        countedAt = now;
        counters.pending.set(LongStream.range(0, DueDeliveries.SHARDS)
                .map(shard -> due.count((int) shard, start((int) shard)))
                .sum());
    }

    private Instant start(int shard) {
        Instant start = starts[shard];
        return start == null ? Instant.EPOCH : start;
    }

    @Override
    public void start() {
        running = true;
        timer.scheduleWithFixedDelay(this::scan, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        timer.shutdown();
        try {
            if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        // stops before the courier
        return 1;
    }
}
