package io.earshot.scoring.rebuild;

import io.earshot.scoring.audit.Auditor;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.consume.ConsumersOfGeneration;
import io.earshot.scoring.fold.Source;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts all rows anew into a new generation, while the service goes on with the active one:
 *
 * <ol>
 *   <li>Notes how far the items are written down, the cut, and writes all rows up to it.
 *   <li>Folds the log behind the cut in a consumer group of its own, until it has caught up with the active generation.
 *   <li>Makes the new generation the active one by one compare-and-set.
 *   <li>Goes on folding until the instances of the service have taken over: two that write the same rows do no harm.
 * </ol>
 *
 * Broken off before the third step, it has changed nothing that anybody reads.
 */
final class Rebuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration TELL = Duration.ofSeconds(10);

    private final ScoringStore store;
    private final ConsumersOfGeneration consumers;
    private final RebuildSettings settings;
    private final Clock clock;

    Rebuild(ScoringStore store, ConsumersOfGeneration consumers, RebuildSettings settings, Clock clock) {
        this.store = store;
        this.consumers = consumers;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Does it.
     *
     * @throws RebuildException if it can't be done; nothing that is read has changed
     */
    void run(RebuildSource from) {
        if (from == RebuildSource.ITEMS) {
            requireItemsOfAllRows();
        }
        int active = store.generation();
        store.oldGenerations().dropAllBefore(active);
        int next = store.generations().next();
        LOG.info("Building generation {} from {}, beside generation {}", next, from, active);
        if (from == RebuildSource.TOPIC) {
            requireWholeTopic();
        } else {
            buildFromItems(active, next);
        }
        ConsumersOfGeneration.Running folding = consumers.start(next);
        try {
            awaitCaughtUp(active, next);
            if (!store.generations().activate(active, next)) {
                throw new RebuildException(
                        "generation " + active + " is not the active one any more: somebody else was quicker");
            }
            LOG.info("Generation {} is the active one now, {} is kept until the next rebuild", next, active);
            pause(settings.handover());
        } finally {
            folding.close();
        }
        LOG.info("Done");
    }

    private void buildFromItems(int active, int next) {
        Cut cut = Cut.now(store, active, settings.spread());
        Auditor auditor = new Auditor(store, settings.spread(), settings.minuteRetention(), clock);
        CountedRows.Goal goal =
                new CountedRows.Goal(next, cut.byName(), clock.instant().minus(settings.minuteRetention()));
        new FromItems(store, auditor, active, goal).write();
        cut.write(store, next);
    }

    private void requireItemsOfAllRows() {
        if (settings.rowsOutliveItems()) {
            boolean forGood = settings.rowsRetention().isZero();
            throw new RebuildException(
                    "items are kept for " + settings.itemsRetention() + ", rows "
                            + (forGood ? "for good" : "for " + settings.rowsRetention())
                            + ": counted anew, all that happened before would be lost (expected: items kept for good, or at least as long as rows)");
        }
    }

    private void requireWholeTopic() {
        for (int partition = 0; partition < settings.spread(); partition++) {
            List<Source> sources = store.sources().of(partition);
            if (sources.size() > 1) {
                throw new RebuildException("partition " + partition + " has had " + sources.size()
                        + " logs, and only the last one is there (expected: the first one; rebuild from items)");
            }
            long first = consumers.firstOffset(partition);
            if (first > 0) {
                throw new RebuildException("the log of partition " + partition + " begins at offset " + first
                        + " (expected: 0; its retention took the rest, rebuild from items)");
            }
        }
    }

    private void awaitCaughtUp(int active, int next) {
        long told = System.nanoTime();
        long behind = behind(active, next);
        while (behind > 0) {
            pause(LOOK);
            behind = behind(active, next);
            if (System.nanoTime() - told > TELL.toNanos()) {
                told = System.nanoTime();
                LOG.info("{} records behind generation {}", behind, active);
            }
        }
    }

    /** How many records the active generation has counted that the new one has not. */
    private long behind(int active, int next) {
        long behind = 0;
        for (int partition = 0; partition < settings.spread(); partition++) {
            List<Source> sources = store.sources().of(partition);
            if (!sources.isEmpty()) {
                Source latest = sources.get(sources.size() - 1);
                long goal = store.progress().lastOffset(store.scoresReader(active), latest);
                behind += Math.max(0, goal - store.progress().lastOffset(store.scoresReader(next), latest));
            }
        }
        return behind;
    }

    private static void pause(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
