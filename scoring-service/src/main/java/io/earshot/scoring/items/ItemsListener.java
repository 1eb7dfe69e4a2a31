package io.earshot.scoring.items;

import io.earshot.feedback.FeedbackEvent;
import io.earshot.feedback.FeedbackRecords;
import io.earshot.feedback.Heartbeats;
import io.earshot.feedback.UnreadableRecordException;
import io.earshot.scoring.cassandra.InFlight;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.fold.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.support.Acknowledgment;

/**
 * Writes down every item of its partitions, and the answers that people read, in a group of its own so that the scores never wait for it.
 * What can't be read is passed over: the scoring group puts it aside.
 */
public final class ItemsListener
        implements BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]>, ConsumerAwareRebalanceListener {

    private final ScoringStore store;
    private final int writes;
    private final ItemsWriter writer;
    private final Positions positions;
    private final Map<Integer, Source> assigned = new HashMap<>();
    private final Map<Source, Long> lastSeen = new HashMap<>();

    /** What the listener needs to know of the topic. */
    public interface Positions {

        /** Where the reader of the items stands in each partition. */
        Map<TopicPartition, Position> find(Consumer<?, ?> consumer, Collection<TopicPartition> partitions);

        /** Those of the messages that were fetched under the present assignment of these partitions. */
        List<ConsumerRecord<byte[], byte[]>> fetchedNow(
                List<ConsumerRecord<byte[], byte[]>> messages, Set<Integer> partitions, Consumer<?, ?> consumer);

        /** Throws if the topic is another one than that of the sources. */
        void requireSameTopic(Collection<Source> sources);

        /**
         * A partition hands out an offset again: what comes now is of another source.
         *
         * @param after the last offset that was read
         * @throws RuntimeException always: what was handed out is not written down as of this source
         */
        void wentBack(Source source, long offset, long after);
    }

    /** The source of a partition, and the next offset to read. */
    public record Position(Source source, long next) {}

    /**
     * @param writes how many writes may be under way at once
     */
    public ItemsListener(ScoringStore store, int writes, Positions positions) {
        this.store = store;
        this.writes = writes;
        this.writer = new ItemsWriter(store, writes);
        this.positions = positions;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        positions.find(consumer, partitions).forEach((partition, found) -> {
            assigned.put(partition.partition(), found.source());
            lastSeen.put(found.source(), found.next() - 1);
            consumer.seek(partition, found.next());
        });
    }

    @Override
    public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        onPartitionsLost(consumer, partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> lastSeen.remove(assigned.remove(partition.partition())));
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<byte[], byte[]>> messages,
            @Nullable Acknowledgment acknowledgment,
            Consumer<?, ?> consumer) {
        // after the records were fetched: so they are of that topic
        positions.requireSameTopic(assigned.values());
        write(positions.fetchedNow(messages, assigned.keySet(), consumer), assigned::get);
        if (acknowledgment != null) {
            acknowledgment.acknowledge();
        }
    }

    private void write(List<ConsumerRecord<byte[], byte[]>> messages, IntFunction<@Nullable Source> sourceOf) {
        List<Logged> records = new ArrayList<>(messages.size());
        Map<Source, Long> lastOffsets = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            Source source = sourceOf.apply(message.partition());
            if (source != null) {
                requireForward(message, source);
                lastOffsets.merge(source, message.offset(), Math::max);
                FeedbackEvent event = Heartbeats.isHeartbeat(message) ? null : read(message);
                if (event != null) {
                    records.add(new Logged(event, message.value(), source, message.offset()));
                }
            }
        }
        writer.write(records);
        InFlight progress = new InFlight(writes);
        lastOffsets.forEach((source, lastOffset) ->
                progress.submit(() -> store.execute(store.progress().write(store.itemsReader(), source, lastOffset))));
        progress.await();
        lastSeen.putAll(lastOffsets);
    }

    private void requireForward(ConsumerRecord<byte[], byte[]> message, Source source) {
        long after = lastSeen.getOrDefault(source, -1L);
        if (message.offset() <= after) {
            positions.wentBack(source, message.offset(), after);
        }
    }

    private static @Nullable FeedbackEvent read(ConsumerRecord<byte[], byte[]> message) {
        try {
            return FeedbackRecords.read(message);
        } catch (UnreadableRecordException e) {
            return null;
        }
    }
}
