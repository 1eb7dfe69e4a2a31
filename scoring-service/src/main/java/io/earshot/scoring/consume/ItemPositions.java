package io.earshot.scoring.consume;

import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.consume.SourceRegistry.Position;
import io.earshot.scoring.consume.TopicWatch.TopicUnavailableException;
import io.earshot.scoring.fold.Source;
import io.earshot.scoring.items.ItemsListener;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Tells the writer of the items where it stands. */
final class ItemPositions implements ItemsListener.Positions {

    private final ScoringStore store;
    private final SourceRegistry sources;
    private final TopicWatch topics;
    private final Patience patience;
    private final Runnable onOtherTopic;
    private final LogWentBack logWentBack;

    ItemPositions(
            ScoringStore store,
            SourceRegistry sources,
            TopicWatch topics,
            Patience patience,
            Runnable onOtherTopic,
            LogWentBack logWentBack) {
        this.store = store;
        this.sources = sources;
        this.topics = topics;
        this.patience = patience;
        this.onOtherTopic = onOtherTopic;
        this.logWentBack = logWentBack;
    }

    @Override
    public Map<TopicPartition, ItemsListener.Position> find(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        return partitions.isEmpty()
                ? Map.of()
                : patience.keepTrying("Assignment of " + partitions, () -> findNow(consumer, partitions));
    }

    private Map<TopicPartition, ItemsListener.Position> findNow(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) throws TopicUnavailableException {
        String topicId = topics.eventsId();
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, ItemsListener.Position> found = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> starts = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Position position = sources.position(
                    store.itemsReader(), partition.partition(), topicId, () -> Assignments.end(consumer, partition));
            long start = Math.max(begins.get(partition), position.next());
            found.put(partition, new ItemsListener.Position(position.source(), start));
            starts.put(partition, new OffsetAndMetadata(start));
        }
        Lag.show(consumer, starts);
        return found;
    }

    @Override
    public List<ConsumerRecord<byte[], byte[]>> fetchedNow(
            List<ConsumerRecord<byte[], byte[]>> messages, Set<Integer> partitions, Consumer<?, ?> consumer) {
        return Fetched.now(messages, partitions, consumer);
    }

    @Override
    public void requireSameTopic(Collection<Source> assigned) {
        try {
            String topicId = topics.eventsId();
            if (assigned.stream().anyMatch(source -> !source.topicId().equals(topicId))) {
                onOtherTopic.run();
                throw new TryAgainException("the topic has the id " + topicId + " now: it was made anew");
            }
        } catch (TopicUnavailableException e) {
            throw new TryAgainException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void wentBack(Source source, long offset, long after) {
        logWentBack.to(source, offset, after);
    }
}
