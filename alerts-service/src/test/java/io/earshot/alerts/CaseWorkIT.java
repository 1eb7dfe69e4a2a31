package io.earshot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.feedback.FeedbackEvent.Erased;
import io.earshot.feedback.Heartbeats;
import io.earshot.local.servers.RepositoryRoot;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** People work on cases. */
class CaseWorkIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> STORES =
            IntStream.range(0, 20).mapToObj(n -> "work-shop-" + n).toList();

    @TempDir
    private static Path folder;

    private static EventsTopic topic;
    private static AlertsProcess service;
    private static int used;

    private String store;

    @BeforeAll
    static void start() throws Exception {
        service = new AlertsProcess(folder, "work", STORES).start();
        topic = new EventsTopic().create();
        service.awaitReady();
    }

    @AfterAll
    static void stop() {
        service.close();
        topic.close();
    }

    @BeforeEach
    void takeAStoreOfItsOwn() {
        store = STORES.get(used++);
    }

    @Test
    void leadsACaseToItsEndAndTellsHowItCameThere() throws Exception {
        String id = openCase("a1", 1, "c-17");

        patched(id, "\"1\"", "{\"status\": \"acknowledged\", \"assignee\": \"Kim\", \"by\": \"Kim\"}");
        patched(id, "\"2\"", "{\"status\": \"contacted\"}");
        HttpResponse<String> noted = note(id, "{\"text\": \"Called,\\nnobody there\", \"by\": \"Kim\"}");
        HttpResponse<String> resolved =
                patched(id, "\"4\"", "{\"status\": \"resolved\", \"outcome\": \"recovered\", \"by\": \"Lee\"}");

        assertThat(noted.statusCode()).isEqualTo(201);
        assertThat(noted.headers().firstValue("ETag")).contains("\"4\"");
        assertThat(json(noted).path("text").asString()).isEqualTo("Called,\nnobody there");
        assertThat(resolved.headers().firstValue("ETag")).contains("\"5\"");
        assertThat(json(resolved).path("outcome").asString()).isEqualTo("recovered");
        assertThat(json(resolved).path("items")).hasSize(1);
        JsonNode one = one(id);
        assertThat(one.path("notes")).hasSize(1);
        assertThat(one.path("notes").get(0).path("agent").asString()).isEqualTo("Kim");
        assertThat(one.path("history"))
                .extracting(line -> line.path("type").asString())
                .containsExactly("case.opened", "case.updated", "case.updated", "case.updated", "case.resolved");
        assertThat(one.path("history"))
                .extracting(line -> line.path("version").asInt())
                .containsExactly(1, 2, 3, 4, 5);
        JsonNode last = one.path("history").get(4);
        assertThat(last.path("by").asString()).isEqualTo("key:support of " + store);
        assertThat(last.path("agent").asString()).isEqualTo("Lee");
        assertThat(last.path("changes").path("status").path("from").asString()).isEqualTo("contacted");
        assertThat(list("?status=resolved")).hasSize(1);
        assertThat(list("?status=open")).isEmpty();
        assertThat(list("?assignee=Kim")).hasSize(1);
        assertThat(list("?assignee=")).isEmpty();
        assertThat(list("?team=")).hasSize(1);

        JsonNode again = json(patched(id, "\"5\"", "{\"status\": \"open\"}"));
        assertThat(again.path("status").asString()).isEqualTo("open");
        assertThat(again.path("outcome").isNull()).isTrue();
        assertThat(again.path("acknowledgedAt").isNull()).isTrue();
    }

    @Test
    void listsACaseAsNobodysOnceItIs() throws Exception {
        service.post("/v1/teams", key(), "{\"name\": \"care\"}");
        String id = openCase("a1", 1, "c-17");

        patched(id, "\"1\"", "{\"assignee\": \"Kim\", \"team\": \"care\"}");
        patched(id, "\"2\"", "{\"team\": null}");

        assertThat(list("?assignee=Kim&team=")).hasSize(1);
        assertThat(list("?assignee=Kim&team=care")).isEmpty();
    }

    @Test
    void letsOneOfTwoPeopleChangeACaseAndTheOtherLooseNothing() throws Exception {
        String id = openCase("a1", 1, "c-17");

        List<CompletableFuture<HttpResponse<String>>> both = List.of("Kim", "Lee").stream()
                .map(name -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return patch(id, "\"1\"", "{\"assignee\": \"" + name + "\"}");
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();

        List<HttpResponse<String>> answers =
                both.stream().map(CompletableFuture::join).toList();
        assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(200, 412);
        HttpResponse<String> won = answers.get(answers.get(0).statusCode() == 200 ? 0 : 1);
        HttpResponse<String> lost = answers.get(answers.get(0).statusCode() == 200 ? 1 : 0);
        assertProblem(lost, 412, "precondition-failed");
        assertThat(one(id).path("assignee")).isEqualTo(json(won).path("assignee"));
        assertThat(one(id).path("history")).hasSize(2);
        String tag = service.get("/v1/cases/" + id, key())
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertThat(patch(id, tag, "{\"assignee\": \"Lou\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void looksAtTheVersionFirst() throws Exception {
        String id = openCase("a1", 1, "c-17");

        assertProblem(patch(id, null, "{\"status\": \"closed\"}"), 428, "precondition-required");
        assertProblem(patch(id, "\"7\"", "{\"status\": \"closed\"}"), 412, "precondition-failed");
        assertProblem(patch(id, "\"7\"", "{\"broken"), 412, "precondition-failed");
        assertProblem(patch(id, "\"1\"", "{\"broken"), 400, "malformed-body");
        HttpResponse<String> faults = patch(id, "\"1\"", "{\"status\": \"closed\", \"severity\": 1, \"colour\": 1}");
        assertProblem(faults, 400, "invalid-input");
        assertThat(json(faults).path("errors")).hasSize(3);
        assertProblem(patch(id, "\"1\"", "{\"team\": \"care\"}"), 400, "invalid-input");
        assertProblem(patch("00000000-0000-0000-0000-000000000000", "\"1\"", "{}"), 404, "not-found");
        assertThat(patched(id, "*", "{}").headers().firstValue("ETag")).contains("\"1\"");
        patched(id, "\"1\"", "{\"status\": \"contacted\"}");
        assertProblem(patch(id, "\"2\"", "{\"status\": \"acknowledged\"}"), 409, "conflict");
        assertThat(one(id).path("version").asInt()).isEqualTo(2);
    }

    @Test
    void givesACaseToATeamThatIsThere() throws Exception {
        String id = openCase("a1", 1, "c-17");
        String team = "{\"name\": \"care\", \"leadChannel\": \"6f1f1d4e-56a2-4d0e-9a53-0f8b0a6f5f10\"}";
        assertProblem(service.post("/v1/teams", key(), team), 400, "invalid-input");
        assertThat(service.post("/v1/teams", key(), "{\"name\": \"care\"}").statusCode())
                .isEqualTo(201);

        assertThat(json(patch(id, "\"1\"", "{\"team\": \"crae\"}"))
                        .path("detail")
                        .asString())
                .isEqualTo("team: crae (expected: one of care)");
        assertThat(json(patched(id, "\"1\"", "{\"team\": \"care\"}"))
                        .path("team")
                        .asString())
                .isEqualTo("care");
        assertThat(service.send(service.request("/v1/teams/care", key()).DELETE())
                        .statusCode())
                .isEqualTo(204);
        assertThat(patched(id, "\"2\"", "{\"team\": \"care\", \"assignee\": \"Kim\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void takesNotesFromManyAtOnce() throws Exception {
        String id = openCase("a1", 1, "c-17");

        List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 5)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return note(id, "{\"text\": \"note " + n + "\"}");
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join))
                .extracting(HttpResponse::statusCode)
                .containsOnly(201);
        assertThat(one(id).path("notes"))
                .extracting(note -> note.path("text").asString())
                .containsExactlyInAnyOrder("note 0", "note 1", "note 2", "note 3", "note 4");
        assertThat(one(id).path("version").asInt()).isEqualTo(6);
        assertProblem(note(id, "{\"text\": \"\"}"), 400, "invalid-input");
    }

    @Test
    void answersAnUnchangedCaseWithoutItsBody() throws Exception {
        String id = openCase("a1", 1, "c-17");
        String tag = service.get("/v1/cases/" + id, key())
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        HttpResponse<String> same = service.send(service.request("/v1/cases/" + id, key())
                .header("If-None-Match", tag)
                .GET());

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        patched(id, tag, "{\"assignee\": \"Kim\"}");
        assertThat(service.send(service.request("/v1/cases/" + id, key())
                                .header("If-None-Match", tag)
                                .GET())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void listsTheCasesOfACustomerAndOfAKind() throws Exception {
        openCase("a1", 1, "c-17");
        openCase("a2", 1, "c-18");

        assertThat(list("?customer=c-17")).hasSize(1);
        assertThat(list("?customer=c-17&status=resolved")).isEmpty();
        assertThat(list("?customer=nobody")).isEmpty();
        assertThat(list("?kind=detractor")).hasSize(2);
        assertThat(list("?kind=score-drop")).isEmpty();
        assertProblem(service.get("/v1/cases?kind=x&customer=", key()), 400, "invalid-input");
    }

    @Test
    void forgetsWhatWasNotedOfAPersonWhoIsErased() throws Exception {
        String id = openCase("a1", 1, "c-17");
        note(id, "{\"text\": \"lives in Lund\"}");

        topic.send(new Erased(EventsTopic.origin(store), "c-17"));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(one(id).path("customer").isNull()).isTrue());
        await().untilAsserted(() ->
                assertThat(service.get("/v1/cases/" + id, key()).body()).doesNotContain("Lund"));
        assertProblem(note(id, "{\"text\": \"lives in Malmö\"}"), 409, "conflict");
    }

    @Test
    void answersTheApiOnItsOwnPortOnly() throws Exception {
        assertThat(service.management("/v1/cases").statusCode()).isEqualTo(404);
        assertThat(service.management("/actuator/prometheus").statusCode()).isEqualTo(200);
    }

    @Test
    void exportsWhatIsDocumentedAndNothingElse() throws Exception {
        String metrics = service.management("/actuator/prometheus").body();

        assertThat(typesOf(metrics)).isEqualTo(documented("## Alerts"));
        assertThat(metrics)
                .contains(
                        "cassandra_session_cql_requests_seconds_bucket",
                        "kafka_consumer_coordinator_assigned_partitions{")
                .contains("jvm_memory_used_bytes", "http_server_requests_seconds_bucket");
    }

    @Test
    void tellsByHeartbeatsHowOldItsCasesAreAndCountsNone() {
        // behind all that the topic holds by now
        beat();
        double before = service.metric("earshot_alerts_consumed_total");
        Instant sent = beat();

        assertThat(service.metric("earshot_pipeline_age_seconds"))
                .isBetween(0.0, Duration.between(sent, Instant.now()).toMillis() / 1_000.0);
        assertThat(service.metric("earshot_alerts_consumed_total")).isEqualTo(before);
    }

    /** Sends heartbeats and waits until they are dealt with. */
    private static Instant beat() {
        double before = service.metric("earshot_pipeline_heartbeats_total");
        Instant sent = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        new Heartbeats(EventsTopic.PARTITIONS).at(sent).forEach(topic::send);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> service.metric("earshot_pipeline_heartbeats_total") >= before + EventsTopic.PARTITIONS);
        return sent;
    }

    /** Of our own metrics the types by name; each histogram has its maximum beside it. */
    private static Map<String, String> typesOf(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("# TYPE earshot_") && !line.contains("_seconds_max "))
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[2], words -> words[3]));
    }

    private static Map<String, String> documented(String section) throws IOException {
        String page = Files.readString(RepositoryRoot.find().resolve("docs/metrics.md"));
        return page.substring(page.indexOf("\n" + section + "\n") + 1)
                .lines()
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `earshot_"))
                .map(line -> line.split("[`| ]+"))
                .collect(Collectors.toMap(cells -> cells[1], cells -> cells[2]));
    }

    private String openCase(String item, int score, String customer) throws Exception {
        topic.send(store, Items.nps(item, score, customer));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> list("?customer=" + customer).size() == 1);
        return list("?customer=" + customer).get(0).path("id").asString();
    }

    private String key() {
        return AlertsProcess.SUPPORT + store;
    }

    private JsonNode list(String query) throws IOException, InterruptedException {
        HttpResponse<String> answer = service.get("/v1/cases" + query, key());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).path("cases");
    }

    private JsonNode one(String id) throws IOException, InterruptedException {
        return json(service.get("/v1/cases/" + id, key()));
    }

    private HttpResponse<String> patch(String id, String ifMatch, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = service.request("/v1/cases/" + id, key())
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body));
        return service.send(ifMatch == null ? request : request.header("If-Match", ifMatch));
    }

    private HttpResponse<String> patched(String id, String ifMatch, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = patch(id, ifMatch, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private HttpResponse<String> note(String id, String body) throws IOException, InterruptedException {
        return service.post("/v1/cases/" + id + "/notes", key(), body);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return MAPPER.readTree(answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String slug) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).path("type").asString()).isEqualTo("urn:problem-type:earshot:" + slug);
    }
}
