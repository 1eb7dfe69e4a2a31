package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.ingest.apidocs.ApiDocument;
import io.earshot.ingest.apidocs.ApiDocument.Example;
import io.earshot.ingest.apidocs.ApiDocument.Operation;
import io.earshot.testservers.TestServers;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** What the description says is what the service does. */
class ApiDocsIT {

    private static final String PATH = "/v3/api-docs";
    private static final Pattern ROUTE = Pattern.compile("\\((GET|POST|PUT|PATCH|DELETE) && (/[^) ]*)\\)");

    private static RunningIngest ingest;
    private static ApiDocument document;

    @BeforeAll
    static void start() {
        ingest = new RunningIngest(TestServers.kafka());
        await().until(() -> ingest.get("/readyz").statusCode() == 200);
        document = new ApiDocument(ingest.get(PATH).body());
    }

    @AfterAll
    static void stop() {
        ingest.close();
    }

    @Test
    void isOpenWithoutAKeyAsJsonAndAsYaml() {
        HttpResponse<String> json = ingest.get(PATH);
        HttpResponse<String> yaml = ingest.get(PATH + ".yaml");

        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(document.root().at("/servers/0/url").asString()).isEqualTo("/");
        assertThat(document.root().at("/info/version").asString()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(yaml.statusCode()).isEqualTo(200);
        assertThat(yaml.headers().firstValue("Content-Type")).hasValue("application/yaml");
        assertThat(yaml.body()).contains("openapi: 3.1.0").doesNotContain("${");
        assertThat(ingest.post(PATH, "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void describesTheRoutesThatThereAreAndNoOthers() {
        Stream<String> routes = ROUTE.matcher(ingest.routes()).results().map(ApiDocsIT::route);

        assertThat(routes.toList())
                .containsExactlyInAnyOrderElementsOf(document.operations().stream()
                        .map(Operation::toString)
                        .filter(operation -> !operation.endsWith("z"))
                        .toList());
        assertThat(ingest.get("/livez").statusCode()).isEqualTo(200);
        assertThat(ingest.get("/readyz").statusCode()).isEqualTo(200);
    }

    /** Under its own content type, at its own endpoint; the answer fits the schema, and is the example of the same name where there is one. */
    @TestFactory
    Stream<DynamicTest> answersEveryExampleOfARequestAsItSays() {
        return document.requests().stream()
                .map(example -> DynamicTest.dynamicTest(example.toString(), () -> {
                    HttpResponse<String> response = post(example);

                    assertThat(response.statusCode())
                            .describedAs(response.body())
                            .isEqualTo(example.status());
                    assertFits(example.operation(), response);
                    document.answers(example.operation(), example.status()).stream()
                            .filter(answer -> answer.name().equals(example.name()))
                            .forEach(answer -> assertThat(lastLine(response)).isEqualTo(answer.node()));
                }));
    }

    @TestFactory
    Stream<DynamicTest> answersEveryWithdrawalAndErasureAsItSays() {
        return document.operations().stream()
                .filter(operation -> operation.method().equals("delete"))
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    JsonNode answer = document.answer(operation, 202).at("/content/application~1json/example");

                    HttpResponse<String> response = ingest.send(
                            ingest.request(path(operation, answer.path("id").asString()))
                                    .DELETE());

                    assertThat(response.statusCode()).isEqualTo(202);
                    assertThat(lastLine(response)).isEqualTo(answer);
                    assertFits(
                            operation,
                            ingest.send(ingest.request(path(operation, "x".repeat(201)))
                                    .DELETE()));
                }));
    }

    @Test
    void answersTheSharedProblemsAsItShowsThem() {
        String item = "{\"kind\":\"review\",\"rating\":5}";
        Operation post = operation("/v1/feedback");
        Operation batch = operation("/v1/feedback/batch");

        assertShown(post, 401, send(post, "sk_unknown", "application/json", item));
        assertShown(batch, 403, send(batch, RunningIngest.READ_KEY, "application/json", '[' + item + ']'));
        assertShown(post, 415, send(post, RunningIngest.INGEST_KEY, "application/xml", item));
    }

    private static void assertShown(Operation operation, int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(lastLine(response))
                .isEqualTo(document.answers(operation, status).get(0).node());
        assertFits(operation, response);
    }

    /** Status, content type, headers and body are described. */
    private static void assertFits(Operation operation, HttpResponse<String> response) {
        JsonNode described = document.answer(operation, response.statusCode());
        String type = response.headers().firstValue("Content-Type").orElseThrow();

        assertThat(described.isMissingNode())
                .describedAs("%s %s", operation, response.statusCode())
                .isFalse();
        assertThat(described.path("content").propertyNames()).contains(type);
        document.requiredHeaders(described)
                .forEach(header -> assertThat(response.headers().firstValue(header))
                        .describedAs(header)
                        .isPresent());
        response.body()
                .lines()
                .forEach(line -> assertThat(document.faults(
                                described.path("content").path(type).path("schema"), RunningIngest.json(line)))
                        .describedAs(line)
                        .isEmpty());
    }

    private static HttpResponse<String> post(Example example) {
        String query = example.query().isEmpty() ? "" : '?' + example.query();
        return ingest.send(ingest.request(example.operation().path() + query)
                .header("Content-Type", example.contentType())
                .POST(BodyPublishers.ofString(example.value())));
    }

    private static HttpResponse<String> send(Operation operation, String key, String type, String body) {
        return ingest.send(HttpRequest.newBuilder(ingest.uri(operation.path()))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body)));
    }

    private static Operation operation(String path) {
        return document.operations().stream()
                .filter(operation -> operation.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static String path(Operation operation, String id) {
        return operation.path().replace("{id}", id);
    }

    private static JsonNode lastLine(HttpResponse<String> response) {
        List<String> lines = response.body().lines().toList();
        return RunningIngest.json(lines.get(lines.size() - 1));
    }

    private static String route(MatchResult route) {
        return route.group(1).toLowerCase(java.util.Locale.ROOT) + ' ' + route.group(2);
    }
}
