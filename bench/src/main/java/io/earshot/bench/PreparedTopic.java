package io.earshot.bench;

import io.earshot.feedback.Context;
import io.earshot.feedback.FeedbackEvent.Origin;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.FeedbackRecords;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Scale;
import io.earshot.feedback.StorePartition;
import io.earshot.feedback.Submission;
import io.earshot.feedback.Survey;
import io.earshot.feedback.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The events topic with survey answers of 500 stores: 3 metrics, 3 segments each, a few seconds old when they are sent. The stores' names are
 * chosen so that each partition has 20 or 21 of them.
 */
final class PreparedTopic implements AutoCloseable {

    private static final int STORES = 500;
    private static final List<Metric> METRICS = List.of(Metric.NPS, Metric.CSAT, Metric.CES);
    private static final String[] CHANNELS = {"email", "web", "app"};
    private static final String[] TOUCHPOINTS = {"checkout", "delivery", "support", "returns", "product"};
    private static final String[] LOCALES = {"sv-SE", "en-GB", "de-DE", "zh-CN", "fa-IR", "fr-FR"};

    private final String kafka;
    private final Admin admin;
    private final List<String> stores = stores();

    PreparedTopic(String kafka) {
        this.kafka = kafka;
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka));
    }

    private static List<String> stores() {
        List<String> stores = new ArrayList<>();
        int[] taken = new int[StorePartition.DEFAULT_SPREAD];
        for (int i = 0; stores.size() < STORES; i++) {
            int partition = StorePartition.of("store-" + i, taken.length);
            if (taken[partition] <= STORES / taken.length) {
                taken[partition]++;
                stores.add("store-" + i);
            }
        }
        return stores;
    }

    void fill(int items) throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(Topics.EVENTS, StorePartition.DEFAULT_SPREAD, (short) 1)
                        .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
                .all()
                .get();
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
                "lz4");
        Random random = new Random(1);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < items; i++) {
                producer.send(FeedbackRecords.write(item(i, random), StorePartition.DEFAULT_SPREAD));
            }
        }
    }

    private Submitted item(int number, Random random) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Metric metric = METRICS.get(random.nextInt(METRICS.size()));
        Scale scale = metric.defaultScale();
        Context context = new Context(
                CHANNELS[random.nextInt(CHANNELS.length)],
                TOUCHPOINTS[random.nextInt(TOUCHPOINTS.length)],
                null,
                null,
                null,
                null,
                LOCALES[random.nextInt(LOCALES.length)],
                null);
        Instant occurredAt = now.minusMillis(1 + random.nextInt(5_000));
        Submission submission = new Submission("item-" + number, 0, occurredAt, null, null, context);
        int score = scale.low() + random.nextInt(scale.points());
        return new Submitted(
                new Origin(stores.get(random.nextInt(STORES)), now, Via.INGEST, false),
                new Survey(submission, metric, scale, score, null));
    }

    /** Reads and decodes the whole topic on one thread, and does nothing with it. */
    Duration readBare() {
        long begin = System.nanoTime();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "max.poll.records", 20_000, "fetch.max.bytes", 16_777_216),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions();
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

    /** How many records a group has not committed yet. */
    long lag(String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        long lag = 0;
        for (var end : admin.listOffsets(latest).all().get().entrySet()) {
            OffsetAndMetadata done = committed.get(end.getKey());
            lag += end.getValue().offset() - (done == null ? 0 : done.offset());
        }
        return lag;
    }

    private static List<TopicPartition> partitions() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < StorePartition.DEFAULT_SPREAD; i++) {
            partitions.add(new TopicPartition(Topics.EVENTS, i));
        }
        return partitions;
    }

    @Override
    public void close() {
        admin.close();
    }
}
