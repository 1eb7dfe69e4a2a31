package io.earshot.bench.streams;

import io.earshot.feedback.FeedbackEvent;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackRecords;
import io.earshot.feedback.Topics;
import io.earshot.feedback.UnreadableRecordException;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * The same scores in the words of the library's manual: each item as one message for each of its rows, grouped by row, aggregated. The grouping
 * writes all these messages to a topic and reads them again, as a group may be on another instance.
 */
final class DslScores {

    private static final byte[] NOTHING = {};

    private DslScores() {}

    static Topology topology(StoreKind kind) {
        Serde<byte[]> bytes = Serdes.ByteArray();
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(Topics.EVENTS, Consumed.with(bytes, bytes))
                .process(supplier(kind))
                .groupByKey(Grouped.with("row", bytes, bytes))
                .aggregate(
                        () -> NOTHING,
                        (key, contribution, row) ->
                                RowSums.add(row.length == 0 ? null : row, Contribution.decode(contribution)),
                        Materialized.<byte[], byte[]>as(kind.rows())
                                .withKeySerde(bytes)
                                .withValueSerde(bytes)
                                .withCachingEnabled());
        return builder.build();
    }

    private static ProcessorSupplier<byte[], byte[], byte[], byte[]> supplier(StoreKind kind) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], byte[]> get() {
                return new OneForEachRow();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(kind.seenBuilder());
            }
        };
    }

    /** What comes for the first time goes on, once for each row. */
    private static final class OneForEachRow implements Processor<byte[], byte[], byte[], byte[]> {

        private @Nullable ProcessorContext<byte[], byte[]> context;
        private @Nullable WindowStore<byte[], byte[]> seen;

        @Override
        public void init(ProcessorContext<byte[], byte[]> given) {
            context = given;
            seen = given.getStateStore(ScoreProcessor.SEEN);
        }

        @Override
        public void process(Record<byte[], byte[]> message) {
            ProcessorContext<byte[], byte[]> next = context;
            WindowStore<byte[], byte[]> ids = seen;
            if (next == null || ids == null) {
                throw new IllegalStateException("a message before init");
            }
            RecordMetadata place = next.recordMetadata().orElseThrow();
            try {
                FeedbackEvent event = FeedbackRecords.read(ScoreProcessor.whole(message, place));
                if (event instanceof Submitted submitted
                        && ScoreProcessor.isFirst(ids, message, submitted.feedback())) {
                    forward(next, message, submitted);
                }
            } catch (UnreadableRecordException e) {
                // the bench's topic has none
                throw new IllegalStateException(e);
            }
        }

        private static void forward(
                ProcessorContext<byte[], byte[]> next, Record<byte[], byte[]> message, Submitted submitted) {
            Contribution contribution = Contribution.of(submitted.feedback());
            byte[] value = contribution.encode();
            ScoreProcessor.rowKeys(message.key(), submitted, contribution)
                    .forEach(key -> next.forward(new Record<>(key, value, message.timestamp())));
        }
    }
}
