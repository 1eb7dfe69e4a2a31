package io.earshot.scoring.consume;

import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.fold.Source;
import io.micrometer.core.instrument.Counter;
import java.util.List;
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
     * @param end the offset behind the last record of the log
     */
    public Position position(String reader, int partition, String topicId, long end) {
        while (true) {
            List<Source> known = store.sources().of(partition);
            Source latest = known.isEmpty() ? null : known.get(known.size() - 1);
            if (latest == null || !latest.topicId().equals(topicId)) {
                LOG.info("Partition {} of topic {} is a new source, the {}th", partition, topicId, known.size() + 1);
                store.sources().add(new Source(topicId, partition, 0, known.size(), 0));
                continue;
            }
            long lastOffset = store.progress().lastOffset(reader, latest);
            long ofScores = store.progress().lastOffset(store.scoresReader(store.generation()), latest);
            long ofItems = store.progress().lastOffset(store.itemsReader(), latest);
            long furthest = Math.max(lastOffset, Math.max(ofScores, ofItems));
            if (end <= furthest) {
                LOG.error(
                        "Partition {} ends at offset {}, but was read up to {}: the log lost its end; a new epoch begins",
                        partition,
                        end,
                        furthest);
                epochs.increment();
                store.sources().add(new Source(topicId, partition, latest.epoch() + 1, known.size(), end));
                continue;
            }
            return new Position(latest, lastOffset + 1);
        }
    }
}
