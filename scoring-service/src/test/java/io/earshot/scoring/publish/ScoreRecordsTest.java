package io.earshot.scoring.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.earshot.feedback.Metric;
import io.earshot.feedback.Topics;
import io.earshot.scoring.measure.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ScoreRecordsTest {

    private static final Changed CHANGED = new Changed("s", Series.of(Metric.NPS, Metric.NPS.defaultScale()));

    private final ScoreRecords records = new ScoreRecords(new JsonMapper());

    @Test
    void readsWhatItWroteAndKnowsItsOwn() {
        ProducerRecord<byte[], byte[]> written = records.write(
                CHANGED, "30d", Map.of("metric", "nps", "scale", "0-10"), Instant.parse("2026-11-22T10:00:00Z"));

        assertThat(written.headers().lastHeader("ce_id").value())
                .asString(UTF_8)
                .isEqualTo("s:nps/0-10:30d:2026-11-22T10:00:00Z");
        assertThat(records.read(received(written))).contains(CHANGED);
        assertThat(records.isOwn(received(written))).isTrue();
        assertThat(new ScoreRecords(new JsonMapper()).isOwn(received(written))).isFalse();
    }

    @Test
    void passesOverWhatIsNoScore() {
        for (String value : List.of("", "{", "[]", "{\"metric\":\"npx\",\"scale\":\"0-10\"}", "{\"metric\":\"nps\"}")) {
            assertThat(records.read(
                            received(new ProducerRecord<>(Topics.SCORES, "s".getBytes(UTF_8), value.getBytes(UTF_8)))))
                    .describedAs(value)
                    .isEmpty();
        }
        assertThat(records.read(received(new ProducerRecord<>(Topics.SCORES, null, null))))
                .isEmpty();
    }

    @Test
    void refusesSettingsThatCanNotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PublishProperties(List.of("2d"), 4, 100, Duration.ofDays(7)))
                .withMessage(
                        "EARSHOT_SCORING_PUBLISHED_WINDOWS: 2d (expected: some of 1h, 24h, 7d, 30d, 90d, 365d, or nothing)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PublishProperties(List.of(), 0, 100, Duration.ofDays(7)))
                .withMessage("EARSHOT_SCORING_PUBLISH_CONCURRENCY: 0 (expected: at least 1)");
    }

    private static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                new RecordHeaders(sent.headers().toArray()),
                Optional.empty());
    }
}
