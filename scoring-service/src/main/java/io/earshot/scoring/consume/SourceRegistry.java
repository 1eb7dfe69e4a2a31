package io.earshot.scoring.consume;

import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.fold.Source;
import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows which source a partition's records belong to now. */
public final class SourceRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(SourceRegistry.class);

    private final ScoringStore store;
    private final Counter epochs;

    SourceRegistry(ScoringStore store, Counter epochs) {
        this.store = store;
        this.epochs = epochs;
    }

    /**
     * Where a reader stands in a partition.
     *
     * @param next the offset of the first record that it has not written
     */
    public record Position(Source source, long next) {}

    /**
     * The position of a reader; begins a new source if the topic is a new one, or if its log ends before what the reader has written.
     *
     * @param end asks for the offset behind the last record of the log; asked after the progress is known, for a log grows
     * @throws TryAgainException if the topic's id is that of one that is gone
     */
    public Position position(String reader, int partition, String topicId, LongSupplier end) {
        while (true) {
            List<Source> known = store.sources().of(partition);
            Source latest = known.isEmpty() ? null : known.get(known.size() - 1);
            if (latest == null || !latest.topicId().equals(topicId)) {
                addNew(partition, topicId, known);
                continue;
            }
            long next = store.progress().lastOffset(reader, latest) + 1;
            long ofScores = store.progress().lastOffset(store.scoresReader(store.generation()), latest);
            long ofItems = store.progress().lastOffset(store.itemsReader(), latest);
            long furthest = Math.max(next - 1, Math.max(ofScores, ofItems));
            long ends = furthest < 0 ? 0 : end.getAsLong();
            if (furthest < 0 || ends > furthest) {
                return new Position(latest, next);
            }
            LOG.error(
                    "Partition {} ends at offset {}, but was read up to {}: the log lost its end; a new epoch begins",
                    partition,
                    ends,
                    furthest);
            beginEpoch(known, ends);
        }
    }

    /**
     * Begins a new epoch of a log that hands out an offset again: it lost its end, though it may have grown longer since than it was.
     *
     * @param source what was read when it did
     * @param offset the first that came again
     */
    public void logWentBack(Source source, long offset) {
        List<Source> known = store.sources().of(source.partition());
        // else somebody else saw it first
        if (known.get(known.size() - 1).equals(source)) {
            LOG.error(
                    "Partition {} went back to offset {}: the log lost its end; a new epoch begins",
                    source.partition(),
                    offset);
            beginEpoch(known, offset);
        }
    }

    private void beginEpoch(List<Source> known, long rewound) {
        Source latest = known.get(known.size() - 1);
        epochs.increment();
        warnOfGap(latest);
        store.sources()
                .add(new Source(latest.topicId(), latest.partition(), latest.epoch() + 1, known.size(), rewound));
    }

    private void addNew(int partition, String topicId, List<Source> known) {
        if (known.stream().anyMatch(source -> source.topicId().equals(topicId))) {
            throw new TryAgainException("topic " + topicId + " was made anew since its id was asked for");
        }
        LOG.info("Partition {} of topic {} is a new source, the {}th", partition, topicId, known.size() + 1);
        if (!known.isEmpty()) {
            warnOfGap(known.get(known.size() - 1));
        }
        store.sources().add(new Source(topicId, partition, 0, known.size(), 0));
    }

    /** A log that is gone can't be read to the same place by both any more. */
    private void warnOfGap(Source gone) {
        long ofScores = store.progress().lastOffset(store.scoresReader(store.generation()), gone);
        long ofItems = store.progress().lastOffset(store.itemsReader(), gone);
        if (ofScores != ofItems) {
            LOG.error(
                    "The log {} is gone; its scores count up to offset {}, its items are written down up to {}: what lies between"
                            + " is in one of them only, see the audit",
                    gone.name(),
                    ofScores,
                    ofItems);
        }
    }
}
