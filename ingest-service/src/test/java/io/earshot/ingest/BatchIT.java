package io.earshot.ingest;

import static io.earshot.ingest.RunningIngest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.ingest.item.Endpoint;
import io.earshot.testservers.TestServers;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BatchIT {

    private static final String PATH = "/v1/feedback/batch";
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";

    private RunningIngest ingest;

    @BeforeEach
    void start() {
        ingest = new RunningIngest(TestServers.kafka());
        await().until(() -> ingest.get("/readyz").statusCode() == 200);
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, NDJSON})
    void keepsThe990GoodAndNamesThe10Bad(String type) {
        HttpResponse<String> response = ingest.send(request(
                type, batch(type, 1_000, i -> i % 100 == 7 ? item("b-" + i, 9) : item("b-" + i, 3))));

        assertThat(response.statusCode()).isEqualTo(207);
        JsonNode answer = json(response);
        assertThat(answer.path("accepted").asInt()).isEqualTo(990);
        assertThat(answer.path("rejected").asInt()).isEqualTo(10);
        List<JsonNode> results = StreamSupport.stream(answer.path("results").spliterator(), false)
                .toList();
        assertThat(results)
                .extracting(result -> result.path("index").asInt())
                .containsExactlyElementsOf(
                        IntStream.range(0, 10).map(i -> i * 100 + 7).boxed().toList());
        assertThat(results).allSatisfy(result -> {
            assertThat(result.path("id").asString())
                    .isEqualTo("b-" + result.path("index").asInt());
            assertThat(result.path("problem").path("status").asInt()).isEqualTo(400);
            assertThat(result.path("problem")
                            .path("errors")
                            .path(0)
                            .path("message")
                            .asString())
                    .isEqualTo("9 (expected: 1 to 5)");
        });
        assertThat(EventLog.ids(TestServers.kafka(), ingest.store()))
                .containsExactlyElementsOf(IntStream.range(0, 1_000)
                        .filter(i -> i % 100 != 7)
                        .mapToObj(i -> "b-" + i)
                        .toList());
        assertBalance(1_000, 990, 10);
    }

    @Test
    void keepsALineThatIsNotJsonFromSpoilingTheOthers() {
        HttpResponse<String> response = ingest.send(request(
                NDJSON,
                batch(NDJSON, 1_000, i -> i % 100 == 7 ? "{\"id\":\"b-" + i + "\",]" : item("b-" + i, 3)) + "\r\n"));

        assertThat(response.statusCode()).isEqualTo(207);
        JsonNode answer = json(response);
        assertThat(answer.path("accepted").asInt()).isEqualTo(990);
        assertThat(answer.path("results")).hasSize(10).allSatisfy(result -> {
            assertThat(result.path("id").isNull()).isTrue();
            assertThat(result.path("problem").path("type").asString())
                    .isEqualTo("urn:problem-type:earshot:malformed-body");
            assertThat(result.path("problem").path("detail").asString())
                    .startsWith("line " + (result.path("index").asInt() + 1) + ": not JSON: ");
        });
        assertThat(EventLog.ids(TestServers.kafka(), ingest.store())).hasSize(990);
        assertBalance(1_000, 990, 10);
    }

    @Test
    void answersLinesOfWhichNoneIsGoodWith400() {
        HttpResponse<String> response = ingest.send(request(NDJSON, "{\n}\nnothing"));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("results")).hasSize(3);
        assertThat(ingest.send(request("application/ndjson", "{}")).statusCode())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, NDJSON})
    void answersAnAllGoodBatchWithNoResults(String type) {
        HttpResponse<String> response = ingest.send(request(type, batch(type, 3, i -> item("g-" + i, 5))));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.body()).isEqualTo("{\"accepted\":3,\"rejected\":0,\"results\":[]}");
    }

    @Test
    void answersABatchWithoutAGoodItemWith400() {
        HttpResponse<String> response = ingest.post(PATH, batch(2, i -> item("n-" + i, 0)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("results")).hasSize(2);
        assertThat(EventLog.ids(TestServers.kafka(), ingest.store())).isEmpty();
    }

    @Test
    void keepsNothingOfABatchThatIsTooLongOrNotJsonToItsEnd() {
        assertThat(ingest.post(PATH, batch(1_001, i -> item("l-" + i, 3))).statusCode())
                .isEqualTo(413);
        assertThat(ingest.post(PATH, "[" + item("x", 3) + ",").statusCode()).isEqualTo(400);
        assertThat(ingest.post(PATH, "[]").statusCode()).isEqualTo(400);
        assertThat(ingest.post(PATH, item("x", 3)).statusCode()).isEqualTo(400);
        assertThat(ingest.post(PATH, "[" + " ".repeat(4 * 1024 * 1024) + "]").statusCode())
                .isEqualTo(413);

        assertThat(EventLog.ids(TestServers.kafka(), ingest.store())).isEmpty();
        assertBalance(5, 0, 5);
    }

    @Test
    void refusesASingleItemThatIsTooLargeAndKeepsTheOthers() {
        String large = item("large", 3).replace("}", " ".repeat(17 * 1024) + "}");

        HttpResponse<String> response = ingest.post(PATH, "[" + item("small", 3) + "," + large + "]");

        assertThat(response.statusCode()).isEqualTo(207);
        assertThat(json(response)
                        .path("results")
                        .path(0)
                        .path("problem")
                        .path("status")
                        .asInt())
                .isEqualTo(413);
        assertThat(EventLog.ids(TestServers.kafka(), ingest.store())).containsExactly("small");
    }

    private void assertBalance(int received, int accepted, int rejected) {
        var counters = ingest.counters(Endpoint.BATCH);
        assertThat(counters.received().count()).isEqualTo(received);
        assertThat(counters.accepted().count()).isEqualTo(accepted);
        assertThat(counters.rejected().count()).isEqualTo(rejected);
        assertThat(counters.unavailable().count()).isZero();
    }

    private HttpRequest.Builder request(String type, String body) {
        return ingest.request(PATH).header("Content-Type", type).POST(BodyPublishers.ofString(body));
    }

    private static String batch(int items, IntFunction<String> item) {
        return batch(JSON, items, item);
    }

    private static String batch(String type, int items, IntFunction<String> item) {
        Stream<String> texts = IntStream.range(0, items).mapToObj(item);
        return type.equals(NDJSON)
                ? texts.collect(Collectors.joining("\n"))
                : texts.collect(Collectors.joining(",", "[", "]"));
    }

    private static String item(String id, int rating) {
        return "{\"id\":\"" + id + "\",\"kind\":\"review\",\"rating\":" + rating + "}";
    }
}
