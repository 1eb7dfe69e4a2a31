package io.earshot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.feedback.FeedbackEvent.Withdrawn;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** {@code /v1/rules} on two instances, and what becomes of the next items. */
class RulesIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> STORES =
            IntStream.range(0, 20).mapToObj(n -> "rules-shop-" + n).toList();
    private static final String PRAISE = """
            {"name": "fan", "when": {"metric": "nps", "score": {"atLeast": 9}}, "severity": "low",
             "team": "fans", "due": "2d", "escalateAfter": "PT4H"}""";

    @TempDir
    private static Path folder;

    private static EventsTopic topic;
    private static AlertsProcess service;
    private static AlertsProcess other;
    private static int used;

    private String store;

    @BeforeAll
    static void start() throws Exception {
        service = instance().start();
        topic = new EventsTopic().create();
        service.awaitReady();
        other = instance().start().awaitReady();
    }

    private static AlertsProcess instance() throws IOException {
        return new AlertsProcess(folder, "rules", STORES).with("EARSHOT_SPREAD", "4");
    }

    @AfterAll
    static void stop() {
        service.close();
        other.close();
        topic.close();
    }

    @BeforeEach
    void takeAStoreOfItsOwn() {
        store = STORES.get(used++);
    }

    @Test
    void showsTheRulesOutOfTheBoxUntilTheyAreChanged() throws Exception {
        HttpResponse<String> answer = get("/v1/rules");

        assertThat(names(answer))
                .containsExactly(
                        "nps-detractor",
                        "csat-detractor",
                        "ces-detractor",
                        "review-detractor",
                        "button-bug",
                        "button-complaint",
                        "button-detractor");
        assertThat(tag(answer)).isEqualTo("\"0\"");
        assertThat(json(get("/v1/rules/button-bug")).path("when").toString()).isEqualTo("{\"category\":[\"bug\"]}");
        assertThat(get("/v1/rules/other").statusCode()).isEqualTo(404);
    }

    @Test
    void makesMovesChangesAndDeletesRules() throws Exception {
        HttpResponse<String> made = post("/v1/rules?before=csat-detractor", PRAISE);
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains("/v1/rules/fan");
        assertThat(json(made).path("due").asString()).isEqualTo("48h");
        assertThat(names(get("/v1/rules"))).startsWith("nps-detractor", "fan", "csat-detractor");

        HttpResponse<String> moved = put("/v1/rules/fan?before=nps-detractor", PRAISE.replace("low", "normal"), null);
        assertThat(moved.statusCode()).isEqualTo(200);
        assertThat(tag(moved)).isEqualTo("\"2\"");
        assertThat(json(moved).path("severity").asString()).isEqualTo("normal");
        assertThat(names(get("/v1/rules"))).startsWith("fan", "nps-detractor");
        put("/v1/rules/fan?before=", PRAISE, null);
        assertThat(names(get("/v1/rules"))).endsWith("fan");

        assertThat(delete("/v1/rules/fan").statusCode()).isEqualTo(204);
        assertThat(delete("/v1/rules/fan").statusCode()).isEqualTo(404);
        assertThat(put("/v1/rules/fan", PRAISE, null).statusCode()).isEqualTo(404);
    }

    @Test
    void refusesWhatCantBe() throws Exception {
        HttpResponse<String> faulty =
                post("/v1/rules", PRAISE.replace("9", "11").replace("low", "huge"));
        assertThat(faulty.statusCode()).isEqualTo(400);
        assertThat(json(faulty).path("errors").toString())
                .contains("{\"field\":\"when.score.atLeast\",\"message\":\"11 (expected: 0 to 10)\"}")
                .contains("\"severity\"");
        assertThat(post("/v1/rules", "[]").statusCode()).isEqualTo(400);
        assertThat(post("/v1/rules?before=nobody", PRAISE).statusCode()).isEqualTo(400);
        assertThat(post("/v1/rules", PRAISE.replace("fan", "button-bug")).statusCode())
                .isEqualTo(409);
        assertThat(service.get("/v1/rules", "sk_read-of-" + store).statusCode()).isEqualTo(403);
        assertThat(tag(get("/v1/rules"))).isEqualTo("\"0\"");
    }

    @Test
    void changesOnlyTheVersionThatIfMatchNames() throws Exception {
        String tag = tag(get("/v1/rules"));

        assertThat(put("/v1/rules/button-bug", BUG.formatted("urgent"), tag).statusCode())
                .isEqualTo(200);
        HttpResponse<String> stale = put("/v1/rules/button-bug", BUG.formatted("low"), tag);

        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(json(stale).path("type").asString()).endsWith(":precondition-failed");
        assertThat(json(get("/v1/rules/button-bug")).path("severity").asString())
                .isEqualTo("urgent");
        assertThat(put("/v1/rules/button-bug", BUG.formatted("low"), "*").statusCode())
                .isEqualTo(200);
    }

    private static final String BUG = """
            {"when": {"category": "bug"}, "severity": "%s"}""";

    @Test
    void losesNoneOfManyChangesAtOnce() throws Exception {
        List<Integer> statuses = IntStream.range(0, 6)
                .parallel()
                .mapToObj(n -> {
                    try {
                        AlertsProcess instance = n % 2 == 0 ? service : other;
                        return instance.post("/v1/rules", key(), PRAISE.replace("fan", "fan-" + n))
                                .statusCode();
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();

        assertThat(statuses).containsOnly(201);
        assertThat(names(get("/v1/rules"))).hasSize(13);
    }

    @Test
    void bringsBackWhatWasDeleted() throws Exception {
        delete("/v1/rules/nps-detractor");
        put("/v1/rules/button-bug", BUG.formatted("urgent"), null);

        HttpResponse<String> back = post("/v1/rules/defaults", "");

        assertThat(back.statusCode()).isEqualTo(200);
        assertThat(names(back)).hasSize(7).endsWith("nps-detractor");
        assertThat(json(get("/v1/rules/button-bug")).path("severity").asString())
                .isEqualTo("urgent");
    }

    @Test
    void appliesAChangeToTheNextItemsOnEveryInstance() throws Exception {
        topic.send(store, Items.nps("fine", 10, "c-1"), Items.nps("bad", 3, "c-2"));
        await().untilAsserted(() -> assertThat(cases()).hasSize(1));
        assertThat(post("/v1/rules", PRAISE).statusCode()).isEqualTo(201);
        assertThat(delete("/v1/rules/nps-detractor").statusCode()).isEqualTo(204);

        // whichever of the two hears of the store
        int[] sent = {0};
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    topic.send(store, Items.nps("next" + sent[0]++, 10, "c-3"));
                    return cases().size() == 2;
                });

        JsonNode fan = cases().get(0);
        assertThat(fan.path("rule").asString()).isEqualTo("fan");
        assertThat(fan.path("severity").asString()).isEqualTo("low");
        assertThat(fan.path("team").asString()).isEqualTo("fans");
        assertThat(Duration.between(
                        Instant.parse(fan.path("openedAt").asString()),
                        Instant.parse(fan.path("dueAt").asString())))
                .isEqualTo(Duration.ofDays(2));
        topic.send(store, Items.nps("forgiven", 0, "c-4"), Items.nps("last", 9, "c-5"));
        await().untilAsserted(() -> assertThat(cases()).hasSize(3));
        assertThat(cases())
                .noneMatch(one -> one.path("customer").path("id").asString().equals("c-4"));
    }

    @Test
    void tellsWhatARuleWouldHaveFlagged() throws Exception {
        String neighbour = STORES.get(used++);
        topic.send(
                store,
                Items.nps("a1", 2, "c-1"),
                Items.nps("a1", 2, "c-1"),
                Items.nps("a2", 0, "c-2"),
                Items.nps("a3", 6, "c-3"),
                Items.nps("a4", 9, "c-4"),
                Items.nps("revised", 0, "c-5"),
                Items.nps("revised", 1, 10, "c-5", Instant.now()),
                Items.nps("old", 0, 0, "c-6", Instant.now().minus(Duration.ofDays(31))),
                Items.nps("withdrawn", 0, "c-7"));
        topic.send(new Withdrawn(EventsTopic.origin(store), "withdrawn"));
        topic.send(neighbour, Items.nps("foreign", 0, "c-1"));

        HttpResponse<String> answer = post("/v1/rules/dry-run", """
                {"when": {"metric": "nps", "score": {"atMost": 6}, "words": "parcel"}, "severity": "normal", "enabled": false,
                 "severities": [{"when": {"metric": "nps", "score": {"atMost": 1}}, "severity": "urgent"}]}""");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode result = json(answer);
        assertThat(result.path("complete").asBoolean()).isTrue();
        assertThat(result.path("read").asInt()).isEqualTo(9);
        assertThat(result.path("flagged").asInt()).isEqualTo(3);
        assertThat(result.path("bySeverity").toString()).isEqualTo("{\"low\":0,\"normal\":2,\"high\":0,\"urgent\":1}");
        assertThat(result.path("examples"))
                .extracting(example -> example.path("id").asString())
                .containsExactly("a3", "a2", "a1");
        assertThat(result.path("examples").get(1).path("severity").asString()).isEqualTo("urgent");
        assertThat(result.path("examples").get(1).path("excerpt").asString()).isEqualTo("The parcel came late");
        assertThat(Duration.between(
                        Instant.parse(result.path("from").asString()),
                        Instant.parse(result.path("to").asString())))
                .isEqualTo(Duration.ofDays(30));
        assertThat(tag(get("/v1/rules"))).isEqualTo("\"0\"");
        assertThat(post("/v1/rules/dry-run", "{\"when\": {}}").statusCode()).isEqualTo(400);
    }

    private String key() {
        return AlertsProcess.SUPPORT + store;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return service.get(path, key());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return service.post(path, key(), body);
    }

    private HttpResponse<String> put(String path, String body, String match) throws Exception {
        HttpRequest.Builder request = service.request(path, key())
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body));
        return service.send(match == null ? request : request.header("If-Match", match));
    }

    private HttpResponse<String> delete(String path) throws Exception {
        return service.send(service.request(path, key()).DELETE());
    }

    private JsonNode cases() throws Exception {
        return json(get("/v1/cases")).path("cases");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return MAPPER.readTree(answer.body());
    }

    private static List<String> names(HttpResponse<String> answer) {
        return json(answer)
                .path("rules")
                .valueStream()
                .map(rule -> rule.path("name").asString())
                .toList();
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }
}
