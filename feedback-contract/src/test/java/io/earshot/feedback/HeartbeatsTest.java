package io.earshot.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.earshot.access.AccessKey;
import io.earshot.access.Scope;
import io.earshot.feedback.FeedbackEvent.Submitted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {

    private static final int SPREAD = 24;
    private static final Instant SENT = Instant.parse("2026-11-21T10:15:00.123Z");

    @Test
    void reachesEveryPartitionByTheRuleOfStores() {
        List<Integer> partitions = new Heartbeats(SPREAD)
                .at(SENT)
                .map(event -> FeedbackRecords.write(event, SPREAD).partition())
                .toList();

        assertThat(partitions)
                .containsExactlyElementsOf(IntStream.range(0, SPREAD).boxed().toList());
    }

    @Test
    void isKnownByItsKeyAndTellsWhenItWasSent() {
        ConsumerRecord<byte[], byte[]> heartbeat = heartbeat();

        assertThat(Heartbeats.isHeartbeat(heartbeat)).isTrue();
        assertThat(Heartbeats.sent(heartbeat)).contains(SENT);
    }

    @Test
    void isForAReaderThatKnowsNothingOfItOneItemThatComesAgain() {
        Submitted first = (Submitted) FeedbackRecords.read(heartbeat());
        Submitted second =
                new Heartbeats(SPREAD).at(SENT.plusSeconds(5)).toList().get(0);

        assertThat(second.feedback()).isEqualTo(first.feedback());
        assertThat(second.origin().store()).isEqualTo(first.origin().store());
    }

    @Test
    void isOfNoStoreThatAKeyMayHave() {
        String store = heartbeatEvent().origin().store();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccessKey("name", "0".repeat(64), store, Set.of(Scope.INGEST), List.of(), ""))
                .withMessageContaining("store");
    }

    @Test
    void takesNoItemOfAStoreForOne() {
        assertThat(Heartbeats.isHeartbeat(message("heartbeat-1".getBytes(UTF_8))))
                .isFalse();
        assertThat(Heartbeats.isHeartbeat(message("~heartbeat-".getBytes(UTF_8))))
                .isFalse();
        assertThat(Heartbeats.isHeartbeat(message(null))).isFalse();
        assertThat(Heartbeats.sent(message("~heartbeat-1".getBytes(UTF_8)))).isEqualTo(Optional.empty());
    }

    private static Submitted heartbeatEvent() {
        return new Heartbeats(SPREAD).at(SENT).toList().get(0);
    }

    private static ConsumerRecord<byte[], byte[]> heartbeat() {
        ProducerRecord<byte[], byte[]> written = FeedbackRecords.write(heartbeatEvent(), SPREAD);
        return new ConsumerRecord<>(
                written.topic(),
                written.partition(),
                0,
                SENT.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                written.key().length,
                written.value().length,
                written.key(),
                written.value(),
                written.headers(),
                Optional.empty());
    }

    private static ConsumerRecord<byte[], byte[]> message(byte[] key) {
        return new ConsumerRecord<>(Topics.EVENTS, 0, 0, key, new byte[0]);
    }
}
