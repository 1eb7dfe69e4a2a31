package io.earshot.bench.scoring;

import io.earshot.bench.Report;
import io.earshot.feedback.FeedbackRecords;
import io.earshot.feedback.StorePartition;
import io.earshot.feedback.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The events topic, made and filled here, and how far its readers are. */
final class PreparedTopic implements AutoCloseable {

    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** A reader that does not move for so long won't move any more. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String kafka;
    private final Admin admin;

    private PreparedTopic(String kafka) {
        this.kafka = kafka;
        // a broker that others keep from running for a while is no reason to break off what takes hours
        this.admin = Admin.create(Map.of(
                "bootstrap.servers", kafka,
                "default.api.timeout.ms", (int) PATIENCE.toMillis(),
                "request.timeout.ms", (int) PATIENCE.toMillis()));
    }

    /** Makes the topic as the ingest service does. */
    static PreparedTopic make(String kafka) throws ExecutionException, InterruptedException {
        PreparedTopic topic = new PreparedTopic(kafka);
        topic.admin
                .createTopics(List.of(new NewTopic(Topics.EVENTS, StorePartition.DEFAULT_SPREAD, (short) 1)
                        .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                .all()
                .get();
        return topic;
    }

    /** Appends the items with the numbers from {@code from} up to {@code to}, without it; returns when Kafka has all of them. */
    void fill(ItemSource source, long from, long to) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka,
                "acks",
                "all",
                "linger.ms",
                20,
                "batch.size",
                262_144,
                "compression.type",
                "lz4",
                // the topic is new: were a second batch taken while the first found no leader yet, the first never
                // would be
                "max.in.flight.requests.per.connection",
                1);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            long said = System.nanoTime();
            for (long number = from; number < to && failure.get() == null; number++) {
                Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
                producer.send(
                        FeedbackRecords.write(source.item(number, now), StorePartition.DEFAULT_SPREAD),
                        (metadata, error) -> failure.compareAndSet(null, error));
                if (System.nanoTime() - said > PROGRESS_NANOS) {
                    said = System.nanoTime();
                    Report.progress("topic: %,d items", number + 1);
                }
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the topic can't be filled", failure.get());
        }
    }

    /** Reads and decodes the whole topic on one thread, and does nothing with it. */
    Duration readBare() {
        long begin = System.nanoTime();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "max.poll.records", 20_000, "fetch.max.bytes", 16_777_216),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(Topics.EVENTS);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(100))) {
                    FeedbackRecords.read(message);
                }
            }
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /**
     * Waits until the group has committed all of the events.
     *
     * @param running whether its program still runs
     * @throws IllegalStateException if it does not, or the group does not get on for five minutes
     */
    void awaitRead(String group, BooleanSupplier running) throws ExecutionException, InterruptedException {
        awaitRead(group, Topics.EVENTS, running);
    }

    /** The same for another topic with as many partitions; what is not committed there yet is not waited for. */
    void awaitRead(String group, String topic, BooleanSupplier running)
            throws ExecutionException, InterruptedException {
        long begin = System.nanoTime();
        long moved = begin;
        long said = begin;
        long before = Long.MAX_VALUE;
        for (long lag = lag(group, topic); lag > 0; lag = lag(group, topic)) {
            long now = System.nanoTime();
            if (lag < before) {
                before = lag;
                moved = now;
            }
            if (!running.getAsBoolean() || now - moved > PATIENCE.toNanos()) {
                throw new IllegalStateException(group + " stands still, " + lag + " behind, see the logs");
            }
            if (now - said > PROGRESS_NANOS) {
                said = now;
                Report.progress("%s: %,d behind", group, lag);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** How many records a group has not committed yet. */
    private long lag(String group, String topic) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions(topic).forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        long lag = 0;
        var ends = admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get();
        for (var end : ends.entrySet()) {
            OffsetAndMetadata done = committed.get(end.getKey());
            lag += end.getValue().offset() - (done == null ? 0 : done.offset());
        }
        return lag;
    }

    private static List<TopicPartition> partitions(String topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < StorePartition.DEFAULT_SPREAD; i++) {
            partitions.add(new TopicPartition(topic, i));
        }
        return partitions;
    }

    /** Takes the topic's reader off Kafka's books and its topics away, so that their bytes are free. */
    void deleteTopics(String prefix) throws ExecutionException, InterruptedException {
        List<String> names = admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
        admin.deleteTopics(names).all().get();
    }

    @Override
    public void close() {
        admin.close();
    }
}
