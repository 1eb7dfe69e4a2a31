package io.earshot.scoring.consume;

import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.consume.SourceRegistry.Position;
import io.earshot.scoring.consume.TopicWatch.TopicUnavailableException;
import io.earshot.scoring.fold.Source;
import io.earshot.scoring.items.ItemsListener;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Tells the writer of the items where it stands. */
final class ItemPositions implements ItemsListener.Positions {

    private final ScoringStore store;
    private final SourceRegistry sources;
    private final TopicWatch topics;
    private final Patience patience;
    private final Runnable onOtherTopic;

    ItemPositions(
            ScoringStore store, SourceRegistry sources, TopicWatch topics, Patience patience, Runnable onOtherTopic) {
        this.store = store;
        this.sources = sources;
        this.topics = topics;
        this.patience = patience;
        this.onOtherTopic = onOtherTopic;
    }

    @Override
    public Map.Entry<Source, Long> find(Consumer<?, ?> consumer, TopicPartition partition) {
        return patience.keepTrying("Assignment of " + partition, () -> {
            String topicId = topics.eventsId();
            long begin = consumer.beginningOffsets(List.of(partition)).get(partition);
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            Position position = sources.position(store.itemsReader(), partition.partition(), topicId, end);
            long start = Math.max(begin, position.next());
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(start)));
            return Map.entry(position.source(), start);
        });
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
}
