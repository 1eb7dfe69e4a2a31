package io.earshot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Published scores in, cases out; teams and watches as data. */
class ScoreDropsIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> STORES =
            IntStream.range(0, 10).mapToObj(n -> "drop-shop-" + n).toList();

    @TempDir
    private static Path folder;

    private static AlertsProcess service;
    private static ScoresTopic scores;
    private static int used;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private String store;

    @BeforeAll
    static void start() throws Exception {
        new EventsTopic().create().close();
        service = new AlertsProcess(folder, "drops", STORES).start();
        // without the topic of the scores
        service.awaitReady();
        scores = new ScoresTopic().create();
    }

    @AfterAll
    static void stop() {
        service.close();
        scores.close();
    }

    @BeforeEach
    void takeAStoreOfItsOwn() {
        store = STORES.get(used++);
    }

    @Test
    void opensOneCaseForAFallHoweverOftenItComesAndClosesItWhenTheScoreIsBack() throws Exception {
        try (Endpoint endpoint = new Endpoint()) {
            post(
                    "/v1/channels",
                    "{\"name\": \"team\", \"type\": \"webhook\", \"url\": \"%s\"}".formatted(endpoint.url()));
            String fall = ScoresTopic.nps(now.minusSeconds(600), 30);
            scores.send(store, fall, fall, ScoresTopic.nps(now.minusSeconds(500), 29));
            awaitDealtWith();
            JsonNode opened = only();

            assertThat(opened.path("kind").asString()).isEqualTo("score-drop");
            assertThat(opened.path("status").asString()).isEqualTo("open");
            assertThat(opened.path("severity").asString()).isEqualTo("high");
            assertThat(opened.path("rule").asString()).isEqualTo("nps-drop");
            assertThat(opened.path("customer").isNull()).isTrue();
            assertThat(opened.path("items")).isEmpty();
            assertThat(opened.path("drop").path("from").asDouble()).isEqualTo(50);
            assertThat(opened.path("drop").path("previousN").asInt()).isEqualTo(380);

            scores.send(store, "{\"broken", fall, ScoresTopic.nps(now.minusSeconds(400), 38));
            awaitDealtWith();
            assertThat(only().path("version").asInt()).isEqualTo(1);

            scores.send(store, ScoresTopic.nps(now.minusSeconds(300), 47));
            await().until(() -> only().path("status").asString().equals("resolved"));
            assertThat(only().path("outcome").asString()).isEqualTo("recovered");

            scores.send(store, fall, ScoresTopic.nps(now.minusSeconds(350), 30));
            awaitDealtWith();
            assertThat(only().path("status").asString()).isEqualTo("resolved");
            await().untilAsserted(() -> assertThat(endpoint.messages())
                    .extracting(message -> message.json().path("type").asString())
                    .containsExactlyInAnyOrder("case.opened", "case.resolved"));
        }
    }

    @Test
    void opensAnotherCaseForAnotherFallAfterTheScoreWasBack() throws Exception {
        scores.send(store, ScoresTopic.nps(now.minusSeconds(600), 30));
        await().until(() -> cases().size() == 1);
        scores.send(store, ScoresTopic.nps(now.minusSeconds(500), 47));
        await().until(() -> only().path("status").asString().equals("resolved"));

        scores.send(store, ScoresTopic.nps(now.minusSeconds(400), 20));

        await().until(() -> cases().size() == 2);
        assertThat(cases().get(0).path("status").asString()).isEqualTo("open");
        assertThat(cases().get(0).path("drop").path("score").asDouble()).isEqualTo(20);
    }

    @Test
    void opensNoneForScoresOfLongAgo() throws Exception {
        scores.send(store, ScoresTopic.nps(now.minus(Duration.ofHours(2)), 10));
        scores.send(store, ScoresTopic.nps(now.plus(Duration.ofHours(2)), 10));
        scores.send(store, ScoresTopic.nps(now, 49));
        awaitDealtWith();

        assertThat(cases()).isEmpty();
    }

    @Test
    void watchesWhatTheStoreSays() throws Exception {
        assertThat(names(get("/v1/watches").path("watches")))
                .containsExactly("ces-drop", "csat-drop", "nps-drop", "review-drop");
        assertThat(patch("/v1/watches/nps-drop", "{\"leastFall\": 25, \"severity\": \"urgent\", \"due\": \"30m\"}"))
                .isEqualTo(200);
        assertThat(delete("/v1/watches/ces-drop")).isEqualTo(204);
        assertThat(service.get("/v1/watches/ces-drop", key()).statusCode()).isEqualTo(404);
        assertThat(service.post("/v1/watches", key(), "{\"name\": \"other\", \"metric\": \"nps\"}")
                        .statusCode())
                .as("nps-drop watches that score")
                .isEqualTo(409);
        assertThat(service.post("/v1/watches", key(), "{\"name\": \"x\", \"metric\": \"mood\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(service.get("/v1/watches", "sk_read-of-" + store).statusCode())
                .isEqualTo(403);

        scores.send(store, ScoresTopic.nps(now.minusSeconds(600), 30));
        awaitDealtWith();
        assertThat(cases()).isEmpty();
        scores.send(store, ScoresTopic.nps(now.minusSeconds(500), 25));
        await().until(() -> cases().size() == 1);
        assertThat(only().path("severity").asString()).isEqualTo("urgent");
        assertThat(Duration.between(at(only(), "openedAt"), at(only(), "dueAt")))
                .isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void makesACaseDueWithinTheHoursOfItsTeam() throws Exception {
        String team = """
                {"name": "care", "title": "Customer care", "members": ["Kim"], "lead": "Kim",
                 "hours": {"zone": "UTC", "mon": ["00:00-24:00"], "tue": ["00:00-24:00"], "wed": ["00:00-24:00"],
                           "thu": ["00:00-24:00"], "fri": ["00:00-24:00"], "sat": ["00:00-24:00"], "sun": ["00:00-24:00"],
                           "holidays": ["%s", "%s"]}}""".formatted(day(0), day(1));
        post("/v1/teams", team);
        assertThat(service.post("/v1/teams", key(), team).statusCode()).isEqualTo(409);
        assertThat(patch("/v1/teams/care", "{\"lead\": null}")).isEqualTo(200);
        assertThat(get("/v1/teams/care").path("lead").isNull()).isTrue();
        assertThat(get("/v1/teams").path("teams")).hasSize(1);
        assertThat(patch("/v1/teams/nobody", "{}")).isEqualTo(404);
        assertThat(patch("/v1/watches/nps-drop", "{\"team\": \"care\", \"due\": \"1h\", \"escalateAfter\": \"24h\"}"))
                .isEqualTo(200);

        scores.send(store, ScoresTopic.nps(now, 10));
        await().until(() -> cases().size() == 1);

        assertThat(only().path("team").asString()).isEqualTo("care");
        assertThat(at(only(), "dueAt")).isEqualTo(Instant.parse(day(2) + "T01:00:00Z"));
        assertThat(delete("/v1/teams/care")).isEqualTo(204);
        assertThat(only().path("team").asString()).isEqualTo("care");
    }

    private String day(int ahead) {
        return now.plus(Duration.ofDays(ahead)).toString().substring(0, 10);
    }

    /** Waits until all that was sent so far has been read: the numbers tell. */
    private void awaitDealtWith() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> service.metric("earshot_alerts_scores_consumed_total") >= scores.sent());
        assertThat(service.metric("earshot_alerts_scores_total"))
                .isEqualTo(service.metric("earshot_alerts_scores_consumed_total"));
    }

    private JsonNode only() throws IOException, InterruptedException {
        JsonNode all = cases();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private JsonNode cases() throws IOException, InterruptedException {
        return get("/v1/cases").path("cases");
    }

    private static Instant at(JsonNode one, String field) {
        return Instant.parse(one.path(field).asString());
    }

    private static List<String> names(JsonNode array) {
        return array.valueStream().map(one -> one.path("name").asString()).toList();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = service.get(path, key());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return MAPPER.readTree(answer.body());
    }

    private void post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = service.post(path, key(), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private int patch(String path, String body) throws IOException, InterruptedException {
        return service.send(service.request(path, key())
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString(body)))
                .statusCode();
    }

    private int delete(String path) throws IOException, InterruptedException {
        return service.send(service.request(path, key()).DELETE()).statusCode();
    }

    private String key() {
        return AlertsProcess.SUPPORT + store;
    }
}
