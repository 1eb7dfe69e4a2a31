package io.earshot.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackRecords;
import io.earshot.feedback.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What stands on the topic. */
final class EventLog {

    private EventLog() {}

    /** All records of a store, from the start of the topic to its present end. */
    static List<ConsumerRecord<byte[], byte[]>> records(String kafka, String store) {
        return records(kafka).stream()
                .filter(record -> store.equals(new String(record.key(), UTF_8)))
                .toList();
    }

    /** The ids of all items of all stores. */
    static Set<String> ids(String kafka) {
        return records(kafka).stream()
                .map(record ->
                        ((Submitted) FeedbackRecords.read(record)).feedback().id())
                .collect(Collectors.toSet());
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String kafka) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.EVENTS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
        }
        return found;
    }

    /** All items of a store, as the other services read them. */
    static List<Submitted> items(String kafka, String store) {
        return records(kafka, store).stream()
                .map(record -> (Submitted) FeedbackRecords.read(record))
                .toList();
    }

    static List<String> ids(String kafka, String store) {
        return items(kafka, store).stream().map(item -> item.feedback().id()).toList();
    }
}
