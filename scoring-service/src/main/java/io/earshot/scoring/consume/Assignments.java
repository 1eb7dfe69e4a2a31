package io.earshot.scoring.consume;

import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.consume.SourceRegistry.Position;
import io.earshot.scoring.consume.TopicWatch.TopicUnavailableException;
import io.earshot.scoring.fold.PartitionFold;
import io.earshot.scoring.fold.Source;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out, when a partition is assigned, of which source it is, where to go on, and how far back to remember. */
final class Assignments {

    private static final Logger LOG = LoggerFactory.getLogger(Assignments.class);

    private final ConsumeProperties properties;
    private final ScoringStore store;
    private final SourceRegistry sources;
    private final TopicWatch topics;
    private final Patience patience;
    private final String reader;

    /**
     * @param reader under which name the progress of the rows is kept
     */
    Assignments(
            ConsumeProperties properties,
            ScoringStore store,
            SourceRegistry sources,
            TopicWatch topics,
            Patience patience,
            String reader) {
        this.properties = properties;
        this.store = store;
        this.sources = sources;
        this.topics = topics;
        this.patience = patience;
        this.reader = reader;
    }

    /**
     * A partition in this thread's care.
     *
     * @param rememberFrom the offset to read from: the records up to the fold's start are only remembered
     */
    record Assigned(PartitionFold fold, long rememberFrom) {}

    /** Tries until it is found out; meanwhile the group goes on without this member if it takes too long. */
    Map<TopicPartition, Assigned> assign(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        return partitions.isEmpty()
                ? Map.of()
                : patience.keepTrying("Assignment of " + partitions, () -> find(consumer, partitions));
    }

    private Map<TopicPartition, Assigned> find(Consumer<?, ?> consumer, Collection<TopicPartition> partitions)
            throws TopicUnavailableException {
        String topicId = topics.eventsId();
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Assigned> found = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> starts = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Position position =
                    sources.position(reader, partition.partition(), topicId, () -> end(consumer, partition));
            Assigned assigned = assigned(partition, position, begins.get(partition));
            found.put(partition, assigned);
            starts.put(partition, new OffsetAndMetadata(assigned.fold().lastOffset() + 1));
        }
        Lag.show(consumer, starts);
        return found;
    }

    /** The offset behind the last record of the log, as it is now. */
    static long end(Consumer<?, ?> consumer, TopicPartition partition) {
        return consumer.endOffsets(List.of(partition)).get(partition);
    }

    private Assigned assigned(TopicPartition partition, Position position, long begin) {
        long start = Math.max(begin, position.next());
        if (begin > position.next()) {
            LOG.error(
                    "{} begins at offset {}, but scores have only read up to {}: the topic's retention took what lay between",
                    partition,
                    begin,
                    position.next() - 1);
        }
        long rememberFrom = Math.max(begin, start - properties.memory());
        return new Assigned(
                new PartitionFold(position.source(), start, rememberFrom, properties.memory()), rememberFrom);
    }

    /**
     * Requires that the items that the partition's memory does not reach back to are all written down.
     *
     * @throws TryAgainException if they are not yet
     */
    void requireItemsUpTo(Assigned assigned) {
        Source source = assigned.fold().source();
        long needed = assigned.fold().memoryStart() - 1;
        if (needed < 0) {
            return;
        }
        long written = store.progress().lastOffset(store.itemsReader(), source);
        if (written < needed) {
            throw new TryAgainException("items of " + source.name() + " are written down up to offset " + written
                    + ", looking for earlier copies needs " + needed);
        }
    }
}
