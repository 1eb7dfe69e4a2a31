package io.earshot.scoring.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.Metric;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.query.ScoreQuery;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.json.JsonMapper;

class ScorePublisherTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Series NPS = Series.of(Metric.NPS, Metric.NPS.defaultScale());
    private static final Series CSAT = Series.of(Metric.CSAT, Metric.CSAT.defaultScale());

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Kafka kafka = new Kafka();
    private boolean isCassandraAway;
    private int n;

    private static final class Kafka implements ScorePublisher.Sender {

        private final List<String> scores = new ArrayList<>();
        private boolean isAway;
        private boolean isUnwilling;

        @Override
        public void prepare() {
            if (isAway) {
                throw new KafkaException("away");
            }
        }

        @Override
        public CompletableFuture<?> send(ProducerRecord<byte[], byte[]> score) {
            if (isUnwilling) {
                return CompletableFuture.failedFuture(new KafkaException("unwilling"));
            }
            scores.add(new String(score.key(), UTF_8) + ' ' + new String(score.value(), UTF_8));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {
            scores.add("closed");
        }
    }

    private ScorePublisher publisher(String... windows) {
        return new ScorePublisher(
                new PublishProperties(List.of(windows), 4, 2_000_000_000, Duration.ofDays(7)),
                this::answer,
                new ScoreRecords(new JsonMapper()),
                kafka,
                Clock.fixed(NOW, ZoneOffset.UTC),
                time,
                () -> false,
                registry);
    }

    private Mono<?> answer(String store, ScoreQuery question) {
        return isCassandraAway
                ? Mono.error(new IllegalStateException("away"))
                : Mono.just(Map.of(
                        "q", question.series().key() + ' ' + question.range().window() + ' ' + n));
    }

    @Test
    void publishesEachWindowOfWhatChanged() {
        ScorePublisher publisher = publisher("24h", "30d");
        publisher.changed("s", NPS);
        publisher.changed("t", CSAT);
        time.advanceTime();

        assertThat(kafka.scores)
                .containsExactlyInAnyOrder(
                        "s {\"q\":\"nps/0-10 DAY 0\"}",
                        "s {\"q\":\"nps/0-10 MONTH 0\"}",
                        "t {\"q\":\"csat/1-5 DAY 0\"}",
                        "t {\"q\":\"csat/1-5 MONTH 0\"}");
        assertThat(registry.get("earshot.scoring.scores.published").counter().count())
                .isEqualTo(4);
    }

    @Test
    void publishesAScoreAtMostOnceASecondAndTheLastStateForSure() {
        ScorePublisher publisher = publisher("30d");
        for (n = 0; n < 25; n++) {
            publisher.changed("s", NPS);
            time.advanceTimeBy(Duration.ofMillis(100));
        }
        n = 100;
        time.advanceTimeBy(SECOND.multipliedBy(10));

        assertThat(kafka.scores).hasSize(4).last().asString().contains("100");
    }

    @Test
    void keepsWhatCanNotBePublishedUntilItCan() {
        ScorePublisher publisher = publisher("30d");
        kafka.isAway = true;
        publisher.changed("s", NPS);
        time.advanceTimeBy(SECOND.multipliedBy(60));
        kafka.isAway = false;
        isCassandraAway = true;
        time.advanceTimeBy(SECOND.multipliedBy(60));
        isCassandraAway = false;
        kafka.isUnwilling = true;
        time.advanceTimeBy(SECOND.multipliedBy(60));
        assertThat(kafka.scores).isEmpty();
        assertThat(registry.get("earshot.scoring.scores.pending").gauge().value())
                .isEqualTo(1);
        assertThat(registry.get("earshot.scoring.scores.publish.failures")
                        .counter()
                        .count())
                .isGreaterThan(20);

        kafka.isUnwilling = false;
        time.advanceTimeBy(SECOND.multipliedBy(8));

        assertThat(kafka.scores).hasSize(1);
        time.advanceTimeBy(SECOND);
        assertThat(registry.get("earshot.scoring.scores.pending").gauge().value())
                .isZero();
    }

    @Test
    void publishesNothingWithoutWindows() {
        ScorePublisher publisher = publisher();
        publisher.changed("s", NPS);
        time.advanceTimeBy(SECOND);

        assertThat(kafka.scores).isEmpty();
        assertThat(registry.get("earshot.scoring.scores.pending").gauge().value())
                .isZero();
    }
}
