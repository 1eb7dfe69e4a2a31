package io.earshot.alerts;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.alerts.apidocs.ApiDocument;
import io.earshot.alerts.apidocs.ApiDocument.Example;
import io.earshot.alerts.apidocs.ApiDocument.Operation;
import io.earshot.alerts.apidocs.Variations;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the description says is what the service does. */
class AlertsApiDocsIT {

    private static final String PATH = "/v3/api-docs";
    private static final String STORE = "described";
    private static final String OTHER_STORE = "described-too";
    private static final String TOLD_STORE = "described-to-channels";
    private static final String STREAM = "/v1/cases/stream";
    private static final String DRY_RUN = "/v1/rules/dry-run";
    private static final String JSON_TYPE = "application/json";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> SHORT_LIVED = Map.of(
            "rules", "{\"name\": \"short-lived\", \"when\": {\"kind\": \"review\"}, \"severity\": \"low\"}",
            "teams", "{\"name\": \"short-lived\"}",
            "watches", "{\"name\": \"short-lived\", \"metric\": \"nps\", \"window\": \"365d\"}",
            "channels", "{\"name\": \"short-lived\", \"type\": \"slack\", \"url\": \"https://hooks.example.com/1\"}");

    /** The team and the channel that requests of the description name. */
    private static final String TEAM = "care";

    private static final String CHANNEL = "6f1f1d4e-56a2-4d0e-9a53-0f8b0a6f5f10";

    @TempDir
    private static Path folder;

    private static EventsTopic topic;
    private static ScoresTopic scores;
    private static AlertsProcess service;
    private static ApiDocument document;
    private static Endpoint webhook;
    private static Endpoint slack;
    /** By collection, such as {@code teams}: one of the store's that there is. */
    private static final Map<String, String> THERE = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        service = new AlertsProcess(folder, "described", List.of(STORE, OTHER_STORE, TOLD_STORE))
                .with("EARSHOT_SPREAD", "4")
                .with("EARSHOT_SMTP_HOST", "127.0.0.1")
                .with("EARSHOT_SMTP_FROM", "earshot@shop.example")
                .with("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,prometheus,mappings")
                .start();
        topic = new EventsTopic().create();
        scores = new ScoresTopic().create();
        webhook = new Endpoint();
        slack = new Endpoint();
        service.awaitReady();
        document = new ApiDocument(service.get(PATH, null).body());
        for (String store : List.of(STORE, OTHER_STORE, TOLD_STORE)) {
            fill(store);
        }
        THERE.put("cases", first(STORE, "cases", ""));
        THERE.put("channels", first(STORE, "channels", ""));
        THERE.put("deliveries", first(STORE, "deliveries", "?status=delivered&channel=" + THERE.get("channels")));
        THERE.put("rules", "nps-detractor");
        THERE.put("teams", TEAM);
        THERE.put("watches", "nps-drop");
    }

    /** With a case, channels that were told of it, and a team. */
    private static void fill(String store) throws Exception {
        post(store, "channels", "{\"name\": \"w\", \"type\": \"webhook\", \"url\": \"%s\"}".formatted(webhook.url()));
        post(store, "channels", "{\"name\": \"s\", \"type\": \"slack\", \"url\": \"%s\"}".formatted(slack.url()));
        post(store, "teams", "{\"name\": \"%s\"}".formatted(TEAM));
        topic.send(store, Items.nps("a1", 1, "c-17"));
        await().atMost(PATIENCE)
                .until(() -> list(store, "deliveries", "?status=delivered").size() == 2);
    }

    private static String post(String store, String collection, String body) throws Exception {
        HttpResponse<String> made = service.post("/v1/" + collection, AlertsProcess.SUPPORT + store, body);
        assertThat(made.statusCode()).describedAs(made.body()).isEqualTo(201);
        return made.headers().firstValue("Location").orElseThrow();
    }

    private static JsonNode list(String store, String collection, String query) throws Exception {
        return JSON.readTree(service.get("/v1/" + collection + query, AlertsProcess.SUPPORT + store)
                        .body())
                .path(collection);
    }

    private static String first(String store, String collection, String query) throws Exception {
        return list(store, collection, query).get(0).path("id").asString();
    }

    @AfterAll
    static void stop() {
        service.close();
        topic.close();
        scores.close();
        webhook.close();
        slack.close();
    }

    @Test
    void isOpenWithoutAKeyAsJsonAndAsYaml() throws Exception {
        HttpResponse<String> json = service.get(PATH, null);
        HttpResponse<String> yaml = service.get(PATH + ".yaml", null);

        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(json.headers().firstValue("Content-Type")).hasValue(JSON_TYPE);
        assertThat(document.root().at("/servers/0/url").asString()).isEqualTo("/");
        assertThat(document.root().at("/info/version").asString()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(yaml.body()).contains("openapi: 3.1.0").doesNotContain("${");
    }

    @Test
    void describesTheRoutesThatThereAreAndNoOthers() throws Exception {
        JsonNode mappings =
                JSON.readTree(service.management("/actuator/mappings").body());
        List<String> routes = mappings.findValues("requestMappingConditions").stream()
                .flatMap(AlertsApiDocsIT::routes)
                .filter(route -> route.contains(" /v"))
                .toList();

        assertThat(routes)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(document.operations().stream()
                        .map(Operation::toString)
                        .filter(operation -> !operation.endsWith("z"))
                        .toList());
    }

    private static Stream<String> routes(JsonNode conditions) {
        return conditions
                .path("methods")
                .valueStream()
                .flatMap(method -> conditions
                        .path("patterns")
                        .valueStream()
                        .map(pattern -> method.asString().toLowerCase(ROOT) + " " + pattern.asString()));
    }

    @TestFactory
    Stream<DynamicTest> answersEveryDescribedPathAsItSays() {
        return of(described().filter(operation -> document.requests(operation).isEmpty()), operation -> {
            HttpResponse<String> answer = ask(operation, AlertsProcess.SUPPORT + STORE);

            assertThat(answer.statusCode()).describedAs(answer.body()).isBetween(200, 299);
            assertFits(operation, answer);
        });
    }

    /** The answer fits the schema; where it has an example of the same name, it is that, but for what is the thing's own. */
    @TestFactory
    Stream<DynamicTest> answersEveryExampleOfARequestAsItSays() {
        return described()
                .flatMap(operation -> document.requests(operation).stream()
                        .map(example -> DynamicTest.dynamicTest(operation + " " + example.name(), () -> {
                            HttpResponse<String> answer =
                                    send(operation, THERE, STORE, example.contentType(), example.value());

                            assertThat(answer.statusCode())
                                    .describedAs(answer.body())
                                    .isEqualTo(example.status());
                            assertFits(operation, answer);
                            document.examples(answers(operation, example.status())).stream()
                                    .filter(shown -> shown.name().equals(example.name()))
                                    .forEach(shown -> assertThat(masked(answer.body()))
                                            .isEqualTo(masked(shown.value().toString())));
                        })));
    }

    /** Whatever single value is another one, in whatever field: schema and service agree whether it can be. */
    @TestFactory
    Stream<DynamicTest> takesTheBodiesThatTheSchemaTakesAndNoOthers() throws Exception {
        Map<String, String> there = new HashMap<>(THERE);
        there.put("cases", first(OTHER_STORE, "cases", ""));
        there.put("channels", first(OTHER_STORE, "channels", ""));
        // one of them takes its time, and reads its rule as the others do
        Stream<Operation> operations =
                described().filter(operation -> !operation.path().equals(DRY_RUN));
        return of(operations.filter(operation -> !document.requests(operation).isEmpty()), operation -> {
            List<String> disagreements = new ArrayList<>();
            for (Example example : document.requests(operation)) {
                if (example.status() < 300) {
                    for (JsonNode body : Variations.of(example.value())) {
                        int status = send(operation, there, OTHER_STORE, example.contentType(), body)
                                .statusCode();
                        boolean isRefused = status == 400 || status == 413;
                        boolean isFine = document.faults(example.schema(), body).isEmpty();
                        if (status >= 500 || isFine == isRefused && !isToldInWords(body)) {
                            disagreements.add(status
                                    + (isFine ? " though it fits: " : " though it does not fit: ")
                                    + body.toString().replaceAll("x{9,}", "xxx…"));
                        }
                    }
                }
            }
            assertThat(disagreements).isEmpty();
        });
    }

    /** What time zones there are, and what teams, no schema can say. */
    private static boolean isToldInWords(JsonNode body) {
        JsonNode team = body.path("team");
        return team.isString() && !team.asString().equals(TEAM)
                || Stream.of("/hours/zone", "/pace/zone")
                        .map(body::at)
                        .anyMatch(zone -> zone.isString() && !zone.asString().contains("/"));
    }

    @TestFactory
    Stream<DynamicTest> refusesEveryDescribedPathAsItSays() {
        return of(described().filter(Operation::isGuarded), operation -> {
            assertShown(operation, 401, ask(operation, null));
            assertShown(operation, 403, ask(operation, "sk_read-of-" + STORE));
            if (operation.method().equals("get") && document.answers(operation).containsKey("400")) {
                String path = operation.path() + "?nonsense=1";
                assertRefused(operation, 400, service.get(path, AlertsProcess.SUPPORT + STORE));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesBodiesThatItCantReadAsItSays() {
        return of(described().filter(operation -> !document.requests(operation).isEmpty()), operation -> {
            assertRefused(operation, 400, send(operation, THERE, JSON_TYPE, "{\"cut"));
            assertShown(operation, 413, send(operation, THERE, JSON_TYPE, "[\"" + "x".repeat(70_000) + "\"]"));
            assertShown(operation, 415, send(operation, THERE, "text/xml", "<a/>"));
        });
    }

    @TestFactory
    Stream<DynamicTest> findsNothingThatIsNotThereAsItSays() {
        Map<String, String> nowhere = new HashMap<>();
        THERE.keySet().forEach(collection -> nowhere.put(collection, "2d1c0a53-3c4e-3a0e-9d0c-7f2f5f0f8f6b"));
        return of(described().filter(operation -> operation.path().contains("{")), operation -> {
            String body = document.requests(operation).stream()
                    .map(example -> example.value().toString())
                    .findFirst()
                    .orElse("");
            assertRefused(operation, 404, send(operation, nowhere, JSON_TYPE, body));
        });
    }

    @TestFactory
    Stream<DynamicTest> looksAtTheVersionAsItSays() {
        return of(
                described()
                        .filter(operation ->
                                document.takes(operation, "If-Match") || document.takes(operation, "If-None-Match")),
                operation -> {
                    String path = path(operation, THERE);
                    if (operation.method().equals("get")) {
                        String tag = send(operation, THERE, JSON_TYPE, "")
                                .headers()
                                .firstValue("ETag")
                                .orElseThrow();
                        HttpRequest.Builder again = service.request(path, AlertsProcess.SUPPORT + STORE);
                        assertThat(service.send(again.header("If-None-Match", tag))
                                        .statusCode())
                                .isEqualTo(304);
                        return;
                    }
                    String body = document.requests(operation).stream()
                            .map(example -> example.value().toString())
                            .findFirst()
                            .orElse("");
                    HttpRequest.Builder stale = request(operation, path, AlertsProcess.SUPPORT + STORE, body);
                    assertRefused(
                            operation,
                            412,
                            service.send(stale.header("Content-Type", JSON_TYPE).setHeader("If-Match", "\"999999\"")));
                    if (document.answers(operation).containsKey("428")) {
                        assertRefused(
                                operation,
                                428,
                                service.send(service.request(path, AlertsProcess.SUPPORT + STORE)
                                        .header("Content-Type", JSON_TYPE)
                                        .method(operation.method().toUpperCase(ROOT), BodyPublishers.ofString(body))));
                    }
                });
    }

    @Test
    void sendsTheMessagesThatItDescribes() throws Exception {
        scores.send(TOLD_STORE, ScoresTopic.nps(Instant.now().minusSeconds(60), 30));
        for (JsonNode channel : list(TOLD_STORE, "channels", "")) {
            String test = "/v1/channels/" + channel.path("id").asString() + "/test";
            assertThat(service.post(test, AlertsProcess.SUPPORT + TOLD_STORE, "")
                            .body())
                    .contains("\"delivered\":true");
        }
        await().atMost(PATIENCE)
                .until(() ->
                        webhook.messages().stream().anyMatch(one -> one.body().contains("score-drop"))
                                && slack.messages().stream()
                                        .anyMatch(one -> one.body().contains("NPS fell from 50.0 to 30.0")));

        for (Endpoint.Message message : webhook.messages()) {
            boolean isTest = message.json().path("type").asString().equals("channel.test");
            assertFits(isTest ? "channelTest" : "case", message);
        }
        assertThat(webhook.messages())
                .extracting(message -> message.json().path("type").asString())
                .contains("case.opened", "channel.test");
        for (Endpoint.Message message : slack.messages()) {
            assertFits("slack", message);
        }
    }

    private static void assertFits(String name, Endpoint.Message message) {
        Operation described = document.webhooks().stream()
                .filter(operation -> operation.path().equals(name))
                .findFirst()
                .orElseThrow();
        JsonNode schema = described.description().at("/requestBody/content/application~1json/schema");
        assertThat(document.faults(schema, message.json()))
                .describedAs(message.body())
                .isEmpty();
        for (JsonNode header : document.parameters(described)) {
            assertThat(message.headers().get(header.path("name").asString()).get(0))
                    .matches(header.at("/schema/pattern").asString());
        }
    }

    private interface Check {
        void of(Operation operation) throws Exception;
    }

    private static Stream<DynamicTest> of(Stream<Operation> operations, Check check) {
        return operations.map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> check.of(operation)));
    }

    private static Stream<Operation> described() {
        return document.operations().stream()
                .filter(operation -> !operation.path().equals(STREAM));
    }

    /** The request that the description gives as an example. */
    private static HttpResponse<String> ask(Operation operation, String key) throws Exception {
        String body = document.requests(operation).stream()
                .map(example -> example.value().toString())
                .findFirst()
                .orElse("");
        String path = document.request(operation, path(operation, THERE));
        return service.send(request(operation, path, key, body).header("Content-Type", JSON_TYPE));
    }

    private static HttpResponse<String> send(
            Operation operation, Map<String, String> there, String store, String type, JsonNode body) throws Exception {
        String sent = body.toString().replace(CHANNEL, there.get("channels"));
        return service.send(request(operation, path(operation, there), AlertsProcess.SUPPORT + store, sent)
                .header("Content-Type", type));
    }

    private static HttpResponse<String> send(Operation operation, Map<String, String> there, String type, String body)
            throws Exception {
        return service.send(request(operation, path(operation, there), AlertsProcess.SUPPORT + STORE, body)
                .header("Content-Type", type));
    }

    /** Of whatever version. */
    private static HttpRequest.Builder request(Operation operation, String path, String key, String body) {
        BodyPublisher publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpRequest.Builder request =
                service.request(path, key).method(operation.method().toUpperCase(ROOT), publisher);
        return document.takes(operation, "If-Match") ? request.header("If-Match", "*") : request;
    }

    /** What is deleted is made before. */
    private static String path(Operation operation, Map<String, String> there) throws Exception {
        String path = operation.path();
        if (!path.contains("{")) {
            return path;
        }
        String collection = path.split("/")[2];
        boolean isMade = there == THERE && operation.method().equals("delete");
        return isMade ? made(collection) : path.replaceAll("\\{\\w+}", there.get(collection));
    }

    private static String made(String collection) throws Exception {
        String key = AlertsProcess.SUPPORT + STORE;
        HttpResponse<String> made = service.post("/v1/" + collection, key, SHORT_LIVED.get(collection));
        return made.headers().firstValue("Location").orElse("/v1/" + collection + "/short-lived");
    }

    private static JsonNode answers(Operation operation, int status) {
        return document.answers(operation).get(String.valueOf(status));
    }

    private static void assertRefused(Operation operation, int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(status);
        assertFits(operation, answer);
    }

    private static void assertShown(Operation operation, int status, HttpResponse<String> answer) {
        assertRefused(operation, status, answer);
        assertThat(JSON.readTree(answer.body()))
                .isEqualTo(document.examples(answers(operation, status)).get(0).value());
    }

    /** Status, headers, content type and body are described. */
    private static void assertFits(Operation operation, HttpResponse<String> answer) {
        JsonNode described = answers(operation, answer.statusCode());
        assertThat(described)
                .describedAs("%s %s", operation, answer.statusCode())
                .isNotNull();
        for (String header : document.requiredHeaders(described)) {
            assertThat(answer.headers().firstValue(header))
                    .describedAs("%s %s %s", operation, answer.statusCode(), header)
                    .isPresent();
        }
        if (!described.has("content")) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
        JsonNode content = described.path("content").path(type);
        assertThat(content.isMissingNode())
                .describedAs("%s %s", operation, type)
                .isFalse();
        List<?> faults = type.endsWith("json")
                ? document.faults(content.path("schema"), JSON.readTree(answer.body()))
                : List.of();
        assertThat(faults).describedAs(answer.body()).isEmpty();
    }

    /** Without the values that no two things share. */
    private static JsonNode masked(String json) {
        return JSON.readTree(json.replaceAll("\"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\"", "\"an id\"")
                .replaceAll("\"\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z\"", "\"a time\"")
                .replaceAll("\"whsec_[^\"]+\"", "\"a secret\""));
    }
}
