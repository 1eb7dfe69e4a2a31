package io.earshot.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.earshot.feedback.FeedbackEvent.Erased;
import io.earshot.feedback.FeedbackEvent.Origin;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class FeedbackRecordsTest {

    private static final Origin ORIGIN =
            new Origin("demo-shop", Instant.parse("2026-11-21T10:15:01.200Z"), Via.SUBMIT, true);

    @Test
    void describesAnItemByCloudEventsHeaders() throws IOException {
        Feedback feedback = FeedbackJson.readLogged(FeedbackJsonTest.example("survey-nps"));

        ProducerRecord<byte[], byte[]> message = FeedbackRecords.write(new Submitted(ORIGIN, feedback), 24);

        assertThat(message.topic()).isEqualTo("feedback.events.v1");
        assertThat(message.key()).asString(UTF_8).isEqualTo("demo-shop");
        assertThat(headers(message.headers()))
                .isEqualTo(Map.of(
                        "ce_specversion", "1.0",
                        "ce_type", "io.earshot.feedback.submitted.v1",
                        "ce_id", "a1f4c0de-0001:0",
                        "ce_source", "/earshot/ingest",
                        "ce_time", "2026-11-21T10:15:01.200Z",
                        "ce_idby", "service",
                        "content-type", "application/json",
                        "via", "submit"));
        assertThat(FeedbackRecords.read(logged(message))).isEqualTo(new Submitted(ORIGIN, feedback));
    }

    @Test
    void readsBackWithdrawalsAndErasuresAsTheGoldenExamplesHaveThem() throws IOException {
        ProducerRecord<byte[], byte[]> withdrawn = FeedbackRecords.write(new Withdrawn(ORIGIN, "a1f4c0de-0001"), 24);
        ProducerRecord<byte[], byte[]> erased = FeedbackRecords.write(new Erased(ORIGIN, "c-17"), 24);

        assertThat(withdrawn.value()).asString(UTF_8).isEqualTo(text("withdrawn"));
        assertThat(erased.value()).asString(UTF_8).isEqualTo(text("erased"));
        assertThat(FeedbackRecords.read(logged(withdrawn))).isEqualTo(new Withdrawn(ORIGIN, "a1f4c0de-0001"));
        assertThat(FeedbackRecords.read(logged(erased))).isEqualTo(new Erased(ORIGIN, "c-17"));
    }

    @Test
    void takesTheBrokersTimeWhereTheRecordSaysNoneAndTrustsNoOne() {
        FeedbackEvent event = FeedbackRecords.read(logged(
                "demo-shop",
                "{\"id\":\"a\",\"kind\":\"review\",\"rating\":3,\"occurredAt\":\"2026-01-01T00:00:00Z\"}",
                SUBMITTED));

        assertThat(event.origin())
                .isEqualTo(new Origin("demo-shop", Instant.parse("2026-11-21T00:00:00Z"), Via.INGEST, false));
    }

    @Test
    void givesTheReasonWhyARecordIsUnreadable() {
        assertUnreadable(logged("s", "", SUBMITTED), "value: empty (expected: JSON)");
        assertUnreadable(logged("s", "{\"id\":", SUBMITTED), "value: not JSON: Unexpected end-of-input");
        assertUnreadable(
                logged("s", "{}", "io.earshot.feedback.submitted.v2"),
                "ce_type: \"io.earshot.feedback.submitted.v2\" (expected: io.earshot.feedback.submitted.v1, withdrawn.v1 or erased.v1)");
        assertUnreadable(logged("s", "{}", null), "ce_type: missing");
        assertUnreadable(logged(null, "{}", SUBMITTED), "key: missing (expected: the store");
        assertUnreadable(
                logged(
                        "s",
                        "{\"id\":\"a\",\"kind\":\"review\",\"rating\":9,\"occurredAt\":\"2026-01-01T00:00:00Z\"}",
                        SUBMITTED),
                "value: rating: 9 (expected: 1 to 5)");
        assertUnreadable(
                logged("s", "{\"kind\":\"review\",\"rating\":5}", SUBMITTED),
                "value: id: missing (expected: an id); occurredAt: missing (expected: a time)");
        assertUnreadable(logged("s", "[]", FeedbackRecords.WITHDRAWN), "value: id: missing (expected: text)");
    }

    @Test
    void keepsAStoreInItsPartitionForGood() {
        assertThat(StorePartition.of("demo-shop", 24)).isEqualTo(StorePartition.of("demo-shop", 24));
        // fixed by Kafka's murmur2: a change would tear every store's log in two
        assertThat(StorePartition.of("demo-shop", 24)).isEqualTo(DEMO_SHOP_PARTITION);
        assertThat(StorePartition.of("shop-ÅÄÖ", 24)).isBetween(0, 23);
    }

    private static final int DEMO_SHOP_PARTITION = 12;
    private static final String SUBMITTED = FeedbackRecords.SUBMITTED;

    private static void assertUnreadable(ConsumerRecord<byte[], byte[]> message, String reason) {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> FeedbackRecords.read(message))
                .withMessageStartingWith(reason);
    }

    private static String text(String example) throws IOException {
        return new String(FeedbackJsonTest.example(example), UTF_8).strip();
    }

    private static Map<String, String> headers(Headers headers) {
        Map<String, String> found = new TreeMap<>();
        headers.forEach(header -> found.put(header.key(), new String(header.value(), UTF_8)));
        return found;
    }

    private static ConsumerRecord<byte[], byte[]> logged(ProducerRecord<byte[], byte[]> sent) {
        return logged(sent.key(), sent.value(), sent.headers());
    }

    private static ConsumerRecord<byte[], byte[]> logged(String key, String value, String type) {
        RecordHeaders headers = new RecordHeaders();
        if (type != null) {
            headers.add("ce_type", type.getBytes(UTF_8));
        }
        return logged(key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8), headers);
    }

    private static ConsumerRecord<byte[], byte[]> logged(byte[] key, byte[] value, Headers headers) {
        long brokersTime = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();
        return new ConsumerRecord<>(
                Topics.EVENTS,
                0,
                7,
                brokersTime,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.empty());
    }
}
