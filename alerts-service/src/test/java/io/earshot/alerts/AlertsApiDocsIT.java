package io.earshot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.alerts.apidocs.ApiDocument;
import io.earshot.alerts.apidocs.ApiDocument.Operation;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
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
    private static final String STREAM = "/v1/cases/stream";
    private static final Set<String> WITH_BODY = Set.of("post", "put", "patch");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path folder;

    private static EventsTopic topic;
    private static AlertsProcess service;
    private static ApiDocument document;
    private static String id;

    @BeforeAll
    static void start() throws Exception {
        service = new AlertsProcess(folder, "described", List.of(STORE)).start();
        topic = new EventsTopic().create();
        service.awaitReady();
        document = new ApiDocument(service.get(PATH, null).body());
        topic.send(STORE, Items.nps("a1", 1, "c-17"));
        await().atMost(Duration.ofSeconds(20)).until(() -> cases().size() == 1);
        id = cases().get(0).path("id").asString();
    }

    private static JsonNode cases() throws Exception {
        return JSON.readTree(
                        service.get("/v1/cases", AlertsProcess.SUPPORT + STORE).body())
                .path("cases");
    }

    @AfterAll
    static void stop() {
        service.close();
        topic.close();
    }

    @Test
    void isOpenWithoutAKeyAsJsonAndAsYaml() throws Exception {
        HttpResponse<String> json = service.get(PATH, null);
        HttpResponse<String> yaml = service.get(PATH + ".yaml", null);

        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(document.root().at("/servers/0/url").asString()).isEqualTo("/");
        assertThat(document.root().at("/info/version").asString()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(yaml.body()).contains("openapi: 3.1.0").doesNotContain("${");
    }

    @TestFactory
    Stream<DynamicTest> answersEveryDescribedPathAsItSays() {
        return described()
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    HttpResponse<String> answer = ask(operation, AlertsProcess.SUPPORT + STORE);

                    assertThat(answer.statusCode()).describedAs(answer.body()).isBetween(200, 299);
                    assertFits(operation, answer);
                }));
    }

    @TestFactory
    Stream<DynamicTest> refusesEveryDescribedPathAsItSays() {
        return described()
                .filter(Operation::isGuarded)
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    HttpResponse<String> keyless = ask(operation, null);
                    assertThat(keyless.statusCode()).isEqualTo(401);
                    assertFits(operation, keyless);
                    HttpResponse<String> forbidden = ask(operation, "sk_read-of-" + STORE);
                    assertThat(forbidden.statusCode()).isEqualTo(403);
                    assertFits(operation, forbidden);
                }));
    }

    private static Stream<Operation> described() {
        return document.operations().stream()
                .filter(operation -> !operation.path().equals(STREAM));
    }

    /** The request that the description gives as an example, of a case that there is, whatever its version. */
    private static HttpResponse<String> ask(Operation operation, String key) throws Exception {
        String path = operation.path().replace("{id}", id);
        HttpRequest.Builder request = service.request(path, key);
        String method = operation.method();
        if (!WITH_BODY.contains(method)) {
            return service.send(request.method(method.toUpperCase(java.util.Locale.ROOT), BodyPublishers.noBody()));
        }
        String body = operation
                .description()
                .at("/requestBody/content/application~1json/example")
                .toString();
        return service.send(request.header("Content-Type", "application/json")
                .header("If-Match", "*")
                .method(method.toUpperCase(java.util.Locale.ROOT), BodyPublishers.ofString(body)));
    }

    private static void assertFits(Operation operation, HttpResponse<String> answer) {
        JsonNode described = document.answers(operation).get(String.valueOf(answer.statusCode()));
        assertThat(described)
                .describedAs("%s %s", operation, answer.statusCode())
                .isNotNull();
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
}
