package io.earshot.scoring.audit;

import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.cassandra.ItemDays.StoreDay;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.consume.Backlog;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
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
    private final Horizon horizon;
    private final Drift drift;
    private final Backlog backlog;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    /**
     * @param itemsPerSecond 0 for none
     */
    AuditWalk(
            CassandraConnection connection,
            Auditors auditors,
            int itemsPerSecond,
            Horizon horizon,
            Drift drift,
            Backlog backlog) {
        this.connection = connection;
        this.auditors = auditors;
        this.itemsPerSecond = itemsPerSecond;
        this.horizon = horizon;
        this.drift = drift;
        this.backlog = backlog;
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
                Set<Stretch> all = passThrough(store, auditor);
                if (!isStopped()) {
                    drift.passed(all);
                }
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

    private Set<Stretch> passThrough(ScoringStore store, Auditor auditor) {
        Set<Stretch> seen = new HashSet<>();
        Iterator<StoreDay> days = store.itemDays().all();
        while (days.hasNext() && !isStopped()) {
            Stretch stretch = Stretch.of(days.next());
            if (horizon.reaches(stretch.from()) && seen.add(stretch)) {
                AuditReport report = auditor.audit(stretch.task(store.generation()), this::pace, ItemsByDay.NOBODY);
                drift.found(stretch, report);
                report.differences()
                        .forEach(difference -> LOG.error("A score is not what a recount says: {}", difference));
            }
        }
        return seen;
    }

    private void pace(int items) {
        Duration usual = Duration.ofNanos(TimeUnit.SECONDS.toNanos(1) * items / itemsPerSecond);
        pause(usual.multipliedBy(backlog.isLarge() ? Backlog.SLOWER : 1));
        if (isStopped()) {
            throw new AuditStoppedException();
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
