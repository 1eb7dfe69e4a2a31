package io.earshot.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.feedback.FeedbackEvent;
import io.earshot.feedback.FeedbackEvent.Erased;
import io.earshot.feedback.FeedbackEvent.Origin;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import io.earshot.feedback.FeedbackRecords;
import io.earshot.feedback.PostedJson;
import io.earshot.feedback.StorePartition;
import io.earshot.feedback.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The events topic of a real Kafka, written as the ingest service writes it. */
final class FeedbackLog implements AutoCloseable {

    private static final PostedJson POSTED = new PostedJson();

    static final int SPREAD = 24;

    private final String kafka;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    FeedbackLog(String kafka) {
        this.kafka = kafka;
        makeTopic();
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", 5, "batch.size", 65_536),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void makeTopic() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            NewTopic topic = new NewTopic(Topics.EVENTS, SPREAD, (short) 1)
                    .configs(Map.of("message.timestamp.type", "LogAppendTime"));
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Adds partitions, which move no store. */
    void addPartitions(int more) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.createPartitions(Map.of(Topics.EVENTS, NewPartitions.increaseTo(SPREAD + more)))
                    .all()
                    .get();
        }
    }

    /** How many records a group has not told Kafka of. */
    long lag(String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            ends = consumer.endOffsets(consumer.partitionsFor(Topics.EVENTS).stream()
                    .map(info -> new TopicPartition(Topics.EVENTS, info.partition()))
                    .toList());
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            Map<TopicPartition, OffsetAndMetadata> told = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream()
                    .mapToLong(end -> end.getValue()
                            - Optional.ofNullable(told.get(end.getKey()))
                                    .map(OffsetAndMetadata::offset)
                                    .orElse(0L))
                    .sum();
        }
    }

    void deleteTopic() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.deleteTopics(List.of(Topics.EVENTS)).all().get();
        }
    }

    /** Sends an item as a server of the store posted it; single quotes stand for double ones. */
    void send(String store, String json) {
        send(store, json, Via.INGEST);
    }

    /** Sends an item as it was posted with a key of that scope. */
    void send(String store, String json, Via via) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        byte[] posted = json.replace('\'', '"').getBytes(UTF_8);
        Submitted event = new Submitted(
                new Origin(store, now, via, false),
                POSTED.read(
                        posted,
                        () -> {
                            throw new IllegalArgumentException("a test's item needs an id");
                        },
                        Clock.systemUTC()));
        send(event);
    }

    /** Sends the withdrawal of an item. */
    void withdraw(String store, String id) {
        send(new Withdrawn(origin(store), id));
    }

    /** Sends that a customer is to be forgotten. */
    void erase(String store, String customerId) {
        send(new Erased(origin(store), customerId));
    }

    private static Origin origin(String store) {
        return new Origin(store, Instant.now().truncatedTo(ChronoUnit.MILLIS), Via.INGEST, false);
    }

    void send(FeedbackEvent event) {
        sent.add(producer.send(FeedbackRecords.write(event, SPREAD)));
    }

    /** Sends whatever bytes with that type. */
    void sendRaw(String store, String type, byte[] value) {
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(Topics.EVENTS, StorePartition.of(store, SPREAD), store.getBytes(UTF_8), value);
        message.headers().add("ce_type", type.getBytes(UTF_8));
        sent.add(producer.send(message));
    }

    /** Waits until all is acknowledged. */
    void flush() {
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        sent.clear();
    }

    /** Everything that stands on the topic. */
    List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "max.poll.records", 10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
            return all;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
