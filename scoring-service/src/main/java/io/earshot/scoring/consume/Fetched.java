package io.earshot.scoring.consume;

import io.earshot.feedback.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Tells what a consumer has fetched since its partitions were assigned. */
final class Fetched {

    private Fetched() {}

    /**
     * The messages without those that an assignment before fetched, while the batch waited to be handed over again: they will be fetched
     * once more.
     *
     * @param partitions those that are assigned
     */
    static List<ConsumerRecord<byte[], byte[]>> now(
            List<ConsumerRecord<byte[], byte[]>> messages, Set<Integer> partitions, Consumer<?, ?> consumer) {
        Map<Integer, Long> positions = new HashMap<>();
        partitions.forEach(
                partition -> positions.put(partition, consumer.position(new TopicPartition(Topics.EVENTS, partition))));
        return messages.stream()
                .filter(message -> message.offset() < positions.getOrDefault(message.partition(), 0L))
                .toList();
    }
}
