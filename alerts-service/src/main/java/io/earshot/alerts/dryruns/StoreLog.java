package io.earshot.alerts.dryruns;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.alerts.problem.ProblemException;
import io.earshot.feedback.StorePartition;
import io.earshot.feedback.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The records of one store on the feedback topic, read beside the consumer group. Blocks. */
final class StoreLog {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MOST_RECORDS = 2_000;
    private static final int FETCH_BYTES = 4 * 1024 * 1024;
    private static final int RETRY_SECONDS = 60;

    private final Map<String, Object> settings;
    private final int spread;

    /**
     * @param settings those of a consumer
     */
    StoreLog(Map<String, Object> settings, int spread, Duration patience) {
        this.settings = new HashMap<>(settings);
        this.settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        this.settings.putAll(Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                "earshot-alerts-dry-run",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                MOST_RECORDS,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                FETCH_BYTES,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) patience.toMillis(),
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) patience.toMillis()));
        this.spread = spread;
    }

    /**
     * Hands over the store's records from a time on, in order, until the end as it is now.
     *
     * @param reader takes a record; false to be given no more
     * @param deadline by {@link System#nanoTime()}; then it stops
     * @return null if all were read, else the time of the last record that was, of any store
     * @throws org.apache.kafka.common.KafkaException if Kafka can't be asked
     */
    @Nullable
    Instant read(String store, Instant from, long deadline, Predicate<ConsumerRecord<byte[], byte[]>> reader) {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = partition(consumer, store);
            consumer.assign(List.of(partition));
            OffsetAndTimestamp start = consumer.offsetsForTimes(Map.of(partition, from.toEpochMilli()))
                    .get(partition);
            if (start == null) {
                return null;
            }
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            consumer.seek(partition, start.offset());
            byte[] key = store.getBytes(UTF_8);
            Instant reached = from;
            while (consumer.position(partition) < end) {
                if (System.nanoTime() >= deadline) {
                    return reached;
                }
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                    // times are the senders' clocks': one behind the first of the time may be of before it
                    boolean isAsked = message.offset() < end
                            && message.timestamp() >= from.toEpochMilli()
                            && Arrays.equals(key, message.key());
                    if (isAsked && !reader.test(message)) {
                        return reached;
                    }
                    reached = Instant.ofEpochMilli(message.timestamp());
                }
            }
            return null;
        }
    }

    private TopicPartition partition(Consumer<?, ?> consumer, String store) {
        List<PartitionInfo> partitions = consumer.partitionsFor(Topics.EVENTS);
        if (partitions.size() < spread) {
            throw ProblemException.unavailable(
                    Topics.EVENTS + " has " + partitions.size() + " partitions (expected: at least " + spread
                            + ", as EARSHOT_SPREAD says)",
                    RETRY_SECONDS);
        }
        return new TopicPartition(Topics.EVENTS, StorePartition.of(store, spread));
    }
}
