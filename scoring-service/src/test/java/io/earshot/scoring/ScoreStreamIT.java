package io.earshot.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.feedback.Topics;
import io.earshot.testservers.TestServers;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changed scores, as server-sent events and on Kafka. */
class ScoreStreamIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] STORES = {
        "stream-one",
        "stream-burst",
        "stream-resume",
        "stream-quiet",
        "stream-topic",
        "stream-full",
        "stream-revoked",
        "stream-far",
        "stream-end"
    };

    @TempDir
    private static Path folder;

    @TempDir
    private static Path otherFolder;

    private static FeedbackLog log;
    private static ScoringService scoring;

    /** Folds nothing: what it streams others have folded. */
    private static ScoringService listener;

    @BeforeAll
    static void start() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        log = new FeedbackLog(TestServers.kafka());
        scoring = service(folder, Map.of("EARSHOT_SCORING_STREAM_HEARTBEAT", "300ms"));
        scoring.awaitReady();
        listener = service(
                otherFolder,
                Map.of(
                        "EARSHOT_SCORING_THREADS", "0",
                        "EARSHOT_SCORING_ITEMS_THREADS", "0",
                        "EARSHOT_SCORING_STREAM_CHECK", "1h",
                        "EARSHOT_SCORING_STREAMS", "1"));
        listener.awaitReady();
    }

    private static ScoringService service(Path where, Map<String, String> settings) {
        return ScoringService.start(
                where,
                TestServers.kafka(),
                TestServers.cassandra(),
                "score_stream_it",
                new HashMap<>(settings),
                STORES);
    }

    @AfterAll
    static void stop() {
        listener.close();
        scoring.close();
        log.close();
        Awaitility.reset();
    }

    @Test
    void sendsEachWatchedScoreAtOnceAndAgainWhenItChanges() {
        try (ScoreEvents stream = scoring.stream("stream-one", "metric=nps&metric=csat&window=24h", null)) {
            await().until(() -> stream.events().size() == 2);
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
            assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
            assertThat(stream.others()).contains("retry:2000");
            assertThat(stream.events()).allMatch(event -> event.name().equals("score"));

            post("stream-one", "o1", 9);
            await().until(() -> stream.events().size() == 3);

            assertThat(stream.last().data().path("metric").asString()).isEqualTo("nps");
            assertThat(stream.last().data().path("n").asInt()).isEqualTo(1);
            assertSame(stream.last().data(), scoring.score("stream-one", "metric=nps&window=24h"));
            await().until(() -> stream.others().contains(":"));
        }
    }

    @Test
    void sendsAScoreAtMostOnceASecond() {
        try (ScoreEvents stream = scoring.stream("stream-burst", "metric=nps", null)) {
            await().until(() -> stream.events().size() == 1);
            int[] sent = {0};
            long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            await().pollInterval(Duration.ofMillis(20)).until(() -> {
                post("stream-burst", "b" + sent[0]++, 9);
                return System.nanoTime() >= end;
            });
            await().until(() -> stream.last().data().path("n").asInt() == sent[0]);

            List<ScoreEvents.Event> events = stream.events();
            assertThat(sent[0]).isGreaterThan(20);
            assertThat(events).hasSizeBetween(3, 8);
            long nanos = events.get(events.size() - 1).nanos() - events.get(0).nanos();
            assertThat(events.size() - 1).isLessThanOrEqualTo((int) (nanos / 900_000_000L) + 1);
        }
    }

    @Test
    void sendsOnlyWhatChangedToAClientThatComesBack() {
        String query = "metric=nps,csat";
        String seen;
        try (ScoreEvents stream = scoring.stream("stream-resume", query, null)) {
            post("stream-resume", "r1", 9);
            await().until(() -> stream.events().stream()
                    .anyMatch(event -> event.data().path("n").asInt() == 1));
            await().until(() -> !stream.last().id().contains("-."));
            seen = stream.last().id();
        }
        post("stream-resume", "r2", 9);
        await().until(() ->
                scoring.score("stream-resume", "metric=nps").path("n").asInt() == 2);

        for (ScoringService instance : List.of(scoring, listener)) {
            try (ScoreEvents back = instance.stream("stream-resume", query, seen)) {
                await().until(() -> !back.events().isEmpty());
                assertThat(back.last().data().path("metric").asString()).isEqualTo("nps");
                // until then csat would have come as well
                post("stream-resume", "after-" + (instance == scoring), 9);
                await().until(() -> back.events().size() > 1);
                assertThat(back.events())
                        .allMatch(
                                event -> event.data().path("metric").asString().equals("nps"));
            }
        }
    }

    @Test
    void sendsNothingOfAnotherStore() {
        try (ScoreEvents quiet = scoring.stream("stream-quiet", "metric=nps", null);
                ScoreEvents loud = scoring.stream("stream-one", "metric=ces", null)) {
            await().until(() -> quiet.events().size() == 1 && loud.events().size() == 1);
            log.send("stream-one", "{'id':'q1','kind':'survey','metric':'ces','score':5}");
            log.flush();
            await().until(() -> loud.events().size() == 2);

            assertThat(quiet.events()).hasSize(1);
        }
    }

    @Test
    void publishesWhatTheApiAnswers() {
        post("stream-topic", "t1", 9);
        post("stream-topic", "t2", 3);
        await().until(() -> published("stream-topic").size() == 3
                && published("stream-topic").values().stream()
                        .allMatch(one -> JSON.readTree(one.value()).path("n").asInt() == 2));

        published("stream-topic").forEach((window, message) -> {
            assertSame(JSON.readTree(message.value()), scoring.score("stream-topic", "metric=nps&window=" + window));
            Map<String, String> headers = StreamSupport.stream(message.headers().spliterator(), false)
                    .collect(Collectors.toMap(header -> header.key(), header -> new String(header.value(), UTF_8)));
            assertThat(headers)
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_type", "io.earshot.feedback.score.v1")
                    .containsEntry("ce_source", "/earshot/scoring")
                    .containsEntry("content-type", "application/json")
                    .containsKeys("ce_id", "ce_time", "ce_instance");
        });
        assertThat(published("stream-topic")).containsOnlyKeys("24h", "7d", "30d");
        assertThat(scoring.metric("earshot_scoring_scores_published_total")).isGreaterThanOrEqualTo(3);
        assertThat(scoring.metric("earshot_scoring_scores_publish_failures_total"))
                .isZero();
        await().until(() -> scoring.metric("earshot_scoring_scores_pending") == 0);
    }

    /** The last score of each window. */
    private static Map<String, ConsumerRecord<byte[], byte[]>> published(String store) {
        return log.readAll(Topics.SCORES).stream()
                .filter(message -> new String(message.key(), UTF_8).equals(store))
                .collect(Collectors.toMap(
                        message -> JSON.readTree(message.value()).path("window").asString(),
                        message -> message,
                        (before, after) -> after));
    }

    @Test
    void streamsWhatOtherInstancesFoldAndRefusesMoreStreamsThanThereMayBe() {
        try (ScoreEvents stream = listener.stream("stream-far", "metric=nps", null)) {
            await().until(() -> stream.events().size() == 1);
            post("stream-far", "f1", 9);
            await().until(() -> stream.events().size() == 2);

            HttpResponse<String> refused = listener.get("/v1/scores/stream", "sk_read-stream-full");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(refused.body()).contains("urn:problem-type:earshot:unavailable");
        }
        // the place is free again
        await().until(() -> listener.metric("earshot_scoring_streams") == 0);
        assertThat(listener.metric("earshot_scoring_streams_refused_total")).isPositive();
    }

    @Test
    void refusesBadQuestionsAsScoresDo() {
        HttpResponse<String> refused =
                scoring.get("/v1/scores/stream?metric=npx&window=2d&at=now", "sk_read-stream-full");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(JSON.readTree(refused.body()).path("errors"))
                .extracting(error -> error.path("field").asString())
                .containsExactlyInAnyOrder("at", "metric", "window");
        assertThat(scoring.get("/v1/scores/stream", null).statusCode()).isEqualTo(401);
    }

    @Test
    void endsTheStreamsOfAKeyThatIsRevoked() throws IOException {
        try (ScoreEvents stream = scoring.stream("stream-revoked", "metric=nps", null)) {
            await().until(() -> stream.events().size() == 1);
            Path keys = folder.resolve("keys.json");
            String without = Files.readString(keys).replace("\"stream-revoked\"", "\"stream-moved\"");
            Files.writeString(keys, without);

            await().until(stream::hasEnded);
            assertThat(stream.others()).noneMatch(line -> line.startsWith("broken"));
        }
    }

    @Test
    void endsEveryStreamAtOnceOnSigterm() {
        try (ScoringService leaving =
                service(otherFolder, Map.of("EARSHOT_SCORING_THREADS", "0", "EARSHOT_SCORING_ITEMS_THREADS", "0"))) {
            leaving.awaitReady();
            ScoreEvents stream = leaving.stream("stream-end", "metric=nps", null);
            await().until(() -> stream.events().size() == 1);

            leaving.signal("TERM");

            await().atMost(Duration.ofSeconds(5)).until(stream::hasEnded);
            assertThat(stream.others()).noneMatch(line -> line.startsWith("broken"));
            await().atMost(Duration.ofSeconds(10)).until(() -> !leaving.isAlive());
        }
    }

    private static void post(String store, String id, int score) {
        log.send(store, "{'id':'" + id + "','kind':'survey','metric':'nps','score':" + score + "}");
        log.flush();
    }

    /** The times slide with every question. */
    private static void assertSame(JsonNode one, JsonNode other) {
        assertThat(withoutTimes(one)).isEqualTo(withoutTimes(other));
    }

    private static JsonNode withoutTimes(JsonNode score) {
        ObjectNode content = (ObjectNode) score.deepCopy();
        content.remove("to");
        return content;
    }
}
