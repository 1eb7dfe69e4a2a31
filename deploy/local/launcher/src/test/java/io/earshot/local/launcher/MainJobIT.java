package io.earshot.local.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The main job as a user sees it: {@code deploy/local/up}, feedback in, scores and cases out. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String EVENTS = "feedback.events.v1";

    @TempDir
    private static Path folder;

    private static RunningEarshot earshot;

    @BeforeAll
    static void start() throws Exception {
        earshot = RunningEarshot.start(folder);
    }

    @AfterAll
    static void stop() {
        if (earshot != null) {
            earshot.close();
        }
    }

    @Test
    @Order(1)
    void scoresAThousandReviewsOnceHoweverOftenTheyAreImported() throws Exception {
        Path reviews = Reviews.file(folder);
        Instant twoDaysAgo = Instant.now().minus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        String query = "kind==review&id=row&rating=Rating&comment=Review+Text&title=Title&product=Clothing+ID"
                + "&touchpoint=Department+Name&occurredAt==" + twoDaysAgo;
        for (int time = 0; time < 2; time++) {
            JsonNode done = earshot.importCsv(reviews, query);
            assertThat(done.path("done").asBoolean()).isTrue();
            assertThat(done.path("accepted").asLong()).isEqualTo(1_000);

            await().atMost(PATIENCE)
                    .until(() ->
                            earshot.score("metric=review&window=7d").path("n").asLong() == 1_000);
            await().atMost(PATIENCE).until(() -> earshot.casesByItem().size() == 99);
        }
        JsonNode score = earshot.score("metric=review&window=7d");
        assertThat(score.path("average").asDouble()).isEqualTo(4.194);
        assertThat(score.path("positivePercent").asDouble()).isEqualTo(77.4);
        assertThat(earshot.casesByItem().values()).containsOnly(1);
    }

    @Test
    @Order(2)
    void losesNothingAndCountsNothingTwiceThoughEveryPartIsKilledInTheMiddle() throws Exception {
        Instant yesterday = Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        Path answers = Files.writeString(folder.resolve("answers.csv"), answers(100_000));
        CompletableFuture<JsonNode> imported = CompletableFuture.supplyAsync(() -> importAnswers(answers, yesterday));

        earshot.kill("scoring-service");
        earshot.kill("kafka");
        earshot.kill("alerts-service");
        earshot.kill("scoring-service");
        earshot.kill("cassandra");
        earshot.kill("scoring-service");
        JsonNode done = imported.get();
        assertThat(done.path("done").asBoolean()).as("%s", done).isTrue();
        assertThat(done.path("accepted").asLong()).isEqualTo(100_000);

        Map<String, Integer> onTopic = answersOnTopic();
        assertThat(onTopic).hasSize(100_000);
        Map<String, Long> distribution = new TreeMap<>();
        onTopic.values().forEach(score -> distribution.merge(Integer.toString(score), 1L, Long::sum));
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            JsonNode score = earshot.score("metric=nps&window=7d");
            assertThat(score.path("n").asLong()).isEqualTo(100_000);
            distribution.forEach((point, count) -> assertThat(
                            score.path("distribution").path(point).asLong())
                    .as("answers of %s", point)
                    .isEqualTo(count));
        });
        List<String> detractors = onTopic.entrySet().stream()
                .filter(answer -> answer.getValue() <= 6)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            Map<String, Integer> cases = earshot.casesByItem();
            assertThat(cases.values()).containsOnly(1);
            assertThat(cases.keySet().stream().filter(id -> id.startsWith("answer-")))
                    .containsExactlyElementsOf(detractors);
        });
    }

    @Test
    @Order(3)
    void stopsEverythingThatItStarted() {
        List<ProcessHandle> parts =
                List.of("kafka", "cassandra", "ingest-service", "scoring-service", "alerts-service").stream()
                        .map(earshot::process)
                        .toList();

        earshot.close();

        assertThat(parts).noneMatch(ProcessHandle::isAlive);
    }

    private static JsonNode importAnswers(Path answers, Instant occurredAt) {
        try {
            return earshot.importCsv(
                    answers,
                    "kind==survey&metric==nps&id=row&idPrefix=answer-&score=score&touchpoint=where&occurredAt=="
                            + occurredAt);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** One detractor in a hundred. */
    private static String answers(int count) {
        StringBuilder csv = new StringBuilder("row,score,where\n");
        for (int i = 0; i < count; i++) {
            csv.append(i)
                    .append(',')
                    .append(i % 100 == 0 ? i / 100 % 7 : 7 + i % 4)
                    .append(',')
                    .append(i % 3 == 0 ? "delivery" : "checkout")
                    .append('\n');
        }
        return csv.toString();
    }

    /** A recount of the log: the answer of each id, counted once. */
    private static Map<String, Integer> answersOnTopic() {
        JsonMapper json = new JsonMapper();
        Map<String, Integer> found = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", earshot.kafka(), "max.poll.records", 10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(EVENTS).stream()
                    .map(info -> new TopicPartition(EVENTS, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
                    JsonNode item = json.readTree(new String(message.value(), UTF_8));
                    String id = item.path("id").asString();
                    if (id.startsWith("answer-")) {
                        found.putIfAbsent(id, item.path("score").asInt());
                    }
                }
            }
        }
        return found;
    }
}
