package io.earshot.scoring.audit;

import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.cassandra.ItemDays.StoreDay;
import io.earshot.scoring.cassandra.ScoringStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Recounts everything there is, a month of a store at a time, slowly and over and over. */
final class AuditWalk implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AuditWalk.class);
    private static final Duration BETWEEN_PASSES = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);

    private final CassandraConnection connection;
    private final Auditors auditors;
    private final int itemsPerSecond;
    private final Drift drift;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    /**
     * @param itemsPerSecond 0 for none
     */
    AuditWalk(CassandraConnection connection, Auditors auditors, int itemsPerSecond, Drift drift) {
        this.connection = connection;
        this.auditors = auditors;
        this.itemsPerSecond = itemsPerSecond;
        this.drift = drift;
    }

    /** A month of a store. */
    private record Stretch(String shop, long month) {

        static Stretch of(StoreDay day) {
            return new Stretch(day.store(), Resolution.MONTH.bucketOf(Resolution.DAY.startOf(day.day())));
        }

        Auditor.Task task(int generation) {
            Instant from = Resolution.MONTH.startOf(month);
            return new Auditor.Task(generation, shop, from, Resolution.MONTH.startOf(month + 1));
        }
    }

    @Override
    public void start() {
        if (itemsPerSecond > 0) {
            Thread walking = new Thread(this::walk, "score-audit");
            walking.setDaemon(true);
            thread = walking;
            walking.start();
        }
    }

    private void walk() {
        ScoringStore store = connection.store().join();
        Auditor auditor = auditors.of(store);
        while (!isStopped()) {
            try {
                passThrough(store, auditor);
                drift.passed();
                pause(BETWEEN_PASSES);
            } catch (RuntimeException e) {
                if (!isStopped()) {
                    drift.failed();
                    LOG.warn("The recount was broken off, it begins anew in {}: {}", AFTER_FAILURE, e.toString());
                    pause(AFTER_FAILURE);
                }
            }
        }
    }

    private void passThrough(ScoringStore store, Auditor auditor) {
        Set<Stretch> seen = new HashSet<>();
        Iterator<StoreDay> days = store.itemDays().all();
        while (days.hasNext() && !isStopped()) {
            Stretch stretch = Stretch.of(days.next());
            if (seen.add(stretch)) {
                AuditReport report = auditor.audit(stretch.task(store.generation()), this::pace, List.of());
                drift.found(stretch, report);
                report.differences()
                        .forEach(difference -> LOG.error("A score is not what a recount says: {}", difference));
            }
        }
    }

    private void pace(int items) {
        pause(Duration.ofNanos(TimeUnit.SECONDS.toNanos(1) * items / itemsPerSecond));
        if (isStopped()) {
            throw new IllegalStateException("the service stops");
        }
    }

    private void pause(Duration duration) {
        try {
            stopped.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            stopped.countDown();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
        Thread walking = thread;
        thread = null;
        if (walking != null) {
            walking.interrupt();
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return CassandraConnection.PHASE + 1;
    }
}
