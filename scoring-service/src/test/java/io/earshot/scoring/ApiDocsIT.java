package io.earshot.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.scoring.apidocs.ApiDocument;
import io.earshot.scoring.apidocs.ApiDocument.Operation;
import io.earshot.testservers.TestServers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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
class ApiDocsIT {

    private static final String PATH = "/v3/api-docs";
    private static final String KEY = "sk_read-described";
    private static final String STREAM = "/v1/scores/stream";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path folder;

    private static FeedbackLog log;
    private static ScoringService scoring;
    private static ApiDocument document;

    @BeforeAll
    static void start() {
        log = new FeedbackLog(TestServers.kafka());
        scoring = ScoringService.start(
                folder, TestServers.kafka(), TestServers.cassandra(), "api_docs_it", Map.of(), "described");
        scoring.awaitReady();
        document = new ApiDocument(scoring.get(PATH, null).body());
    }

    @AfterAll
    static void stop() {
        scoring.close();
        log.close();
    }

    @Test
    void isOpenWithoutAKeyAsJsonAndAsYaml() {
        HttpResponse<String> json = scoring.get(PATH, null);
        HttpResponse<String> yaml = scoring.get(PATH + ".yaml", null);

        assertThat(json.statusCode()).isEqualTo(200);
        assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(document.root().at("/servers/0/url").asString()).isEqualTo("/");
        assertThat(document.root().at("/info/version").asString()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(yaml.statusCode()).isEqualTo(200);
        assertThat(yaml.headers().firstValue("Content-Type")).hasValue("application/yaml");
        assertThat(yaml.body()).contains("openapi: 3.1.0").doesNotContain("${");
    }

    @TestFactory
    Stream<DynamicTest> answersEveryDescribedPathAsItSays() {
        return document.operations().stream()
                .filter(operation -> !operation.path().equals(STREAM))
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    HttpResponse<String> answer = scoring.get(document.request(operation), KEY);

                    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
                    assertFits(operation, answer);
                }));
    }

    @TestFactory
    Stream<DynamicTest> refusesEveryDescribedPathAsItSays() {
        return document.operations().stream()
                .filter(Operation::isGuarded)
                .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> {
                    String request = document.request(operation);
                    HttpResponse<String> bad =
                            scoring.get(request + (request.contains("?") ? "&" : "?") + "nonsense=1", KEY);

                    assertThat(bad.statusCode()).describedAs(bad.body()).isEqualTo(400);
                    assertFits(operation, bad);
                    HttpResponse<String> keyless = scoring.get(request, null);
                    assertThat(keyless.statusCode()).isEqualTo(401);
                    assertFits(operation, keyless);
                    HttpResponse<String> forbidden = scoring.get(request, "sk_ingest-only");
                    assertThat(forbidden.statusCode()).isEqualTo(403);
                    assertFits(operation, forbidden);
                }));
    }

    @TestFactory
    Stream<DynamicTest> answersEveryMetricAsTheSchemaOfAScoreSays() {
        return document.values("Metric").stream()
                .map(metric -> DynamicTest.dynamicTest(metric, () -> {
                    JsonNode score = scoring.score("described", "metric=" + metric);

                    assertThat(document.faults(document.schema("Score"), score)).isEmpty();
                }));
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
