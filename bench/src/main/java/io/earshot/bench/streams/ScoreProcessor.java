package io.earshot.bench.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackRecords;
import io.earshot.feedback.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds each item, once, to the rows of its minute, hour, day and month. One processor and no repartitioning: the topic is cut by store, and so
 * is every key here. What changed leaves by the changelog of {@link #ROWS}, at each commit and only then, which is what its cache is for.
 */
final class ScoreProcessor implements Processor<byte[], byte[], Void, Void> {

    /** From row key to sums. */
    static final String ROWS = "rows";

    /** From id to the highest revision that came, by the day on which it came. */
    static final String SEEN = "seen";

    /** A repeat is known for a day at least and two days at most, by the broker's time. */
    static final Duration SEEN_WINDOW = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(ScoreProcessor.class);
    private static final Duration MINUTES_FOR = Duration.ofHours(4);

    private @Nullable ProcessorContext<Void, Void> context;
    private @Nullable KeyValueStore<byte[], byte[]> rows;
    private @Nullable WindowStore<byte[], byte[]> seen;

    @Override
    public void init(ProcessorContext<Void, Void> given) {
        context = given;
        rows = given.getStateStore(ROWS);
        seen = given.getStateStore(SEEN);
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        if (context == null || rows == null || seen == null) {
            throw new IllegalStateException("a message before init");
        }
        RecordMetadata place = context.recordMetadata().orElseThrow();
        try {
            FeedbackEvent event = FeedbackRecords.read(whole(message, place));
            if (event instanceof Submitted submitted && isFirst(seen, message, submitted.feedback())) {
                add(rows, message.key(), submitted);
            }
        } catch (UnreadableRecordException e) {
            LOG.warn("{} at {} is passed over: {}", place.topic(), place.offset(), e.getMessage());
        }
    }

    /** What the codec reads. */
    static ConsumerRecord<byte[], byte[]> whole(Record<byte[], byte[]> message, RecordMetadata place) {
        return new ConsumerRecord<>(
                place.topic(),
                place.partition(),
                place.offset(),
                message.timestamp(),
                TimestampType.LOG_APPEND_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                message.key(),
                message.value(),
                message.headers(),
                Optional.empty());
    }

    /** By looking at two points and not over a range: a range can't use the Bloom filters and costs an iterator. */
    static boolean isFirst(WindowStore<byte[], byte[]> seen, Record<byte[], byte[]> message, Feedback feedback) {
        byte[] id = feedback.id().getBytes(UTF_8);
        byte[] key = ByteBuffer.allocate(message.key().length + 1 + id.length)
                .put(message.key())
                .put((byte) '\n')
                .put(id)
                .array();
        long today = message.timestamp() - message.timestamp() % SEEN_WINDOW.toMillis();
        byte[] known = seen.fetch(key, today);
        if (known == null) {
            known = seen.fetch(key, today - SEEN_WINDOW.toMillis());
        }
        boolean first = known == null;
        if (known == null || ByteBuffer.wrap(known).getInt() < feedback.revision()) {
            seen.put(
                    key,
                    ByteBuffer.allocate(Integer.BYTES)
                            .putInt(feedback.revision())
                            .array(),
                    today);
        }
        return first;
    }

    private static void add(KeyValueStore<byte[], byte[]> rows, byte[] store, Submitted submitted) {
        Contribution contribution = Contribution.of(submitted.feedback());
        for (byte[] key : rowKeys(store, submitted, contribution)) {
            rows.put(key, RowSums.add(rows.get(key), contribution));
        }
    }

    /** The keys of the rows that the item is counted in. */
    static List<byte[]> rowKeys(byte[] store, Submitted submitted, Contribution contribution) {
        Instant occurredAt = submitted.feedback().occurredAt();
        boolean withMinute = submitted.origin().received().isBefore(occurredAt.plus(MINUTES_FOR));
        List<byte[]> keys = new ArrayList<>(4);
        for (Resolution resolution : Resolution.values()) {
            if (resolution != Resolution.MINUTE || withMinute) {
                keys.add(RowKey.encode(store, contribution.series(), resolution, resolution.bucketOf(occurredAt)));
            }
        }
        return keys;
    }
}
