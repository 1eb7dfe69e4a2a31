package io.earshot.ingest;

import static io.earshot.ingest.RunningIngest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.access.KeysEditor;
import io.earshot.access.NewKey;
import io.earshot.access.Scope;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.testservers.TestServers;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AccessIT {

    private static final String PATH = "/v1/feedback";
    private static final String NPS = "{\"kind\":\"survey\",\"metric\":\"nps\",\"score\":3}";
    private static final String UNLISTED = "https://elsewhere.example";

    private static RunningIngest ingest;

    @BeforeAll
    static void start() {
        ingest = new RunningIngest(TestServers.kafka());
        await().until(() -> ingest.get("/readyz").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        ingest.close();
    }

    @Test
    void answersThePreflightOfAnOriginThatSomeKeyLists() {
        HttpResponse<String> response = preflight(RunningIngest.ORIGIN, PATH);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(RunningIngest.ORIGIN);
        assertThat(header(response, "Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(header(response, "Access-Control-Allow-Methods")).contains("POST");
        assertThat(header(response, "Access-Control-Allow-Headers"))
                .contains("Authorization", "Content-Type", "Content-Encoding");
        assertThat(header(response, "Access-Control-Max-Age")).isEqualTo("3600");
        assertThat(header(response, "Vary")).isEqualTo("Origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {UNLISTED, "null", "http://shop.example", "https://shop.example:8443", "https://shop.example."})
    void refusesThePreflightOfAnyOtherOrigin(String origin) {
        HttpResponse<String> response = preflight(origin, PATH);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(json(response).path("detail").asString())
                .isEqualTo("origin \"" + origin + "\" (expected: one that an access key lists)");
        assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(header(response, "Vary")).isEqualTo("Origin");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/feedback,       text/plain,      202",
        "/v1/feedback?key=x, text/plain,      401",
        "/v1/feedback/batch, application/json,403",
        "/v2/feedback,       application/json,404",
        "/v1/customers/c-17, application/json,405",
        "/v1/feedback,       application/xml, 415",
    })
    void letsAPageOfAListedOriginReadEveryAnswer(String path, String type, int status) {
        HttpRequest.Builder request = HttpRequest.newBuilder(ingest.uri(path))
                .header("Origin", RunningIngest.ORIGIN)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(NPS));
        if (!path.contains("key=")) {
            request.header("Authorization", "Bearer " + RunningIngest.SUBMIT_KEY);
        }

        HttpResponse<String> response = ingest.send(request);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "Access-Control-Allow-Origin")).isEqualTo(RunningIngest.ORIGIN);
        assertThat(header(response, "Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(header(response, "Access-Control-Expose-Headers"))
                .isEqualTo("Retry-After, RateLimit, RateLimit-Policy");
        assertThat(header(response, "Vary")).isEqualTo("Origin");
    }

    @Test
    void takesAKeyWithoutOriginsFromAnywhereButLetsNoOtherPageReadTheAnswer() {
        HttpResponse<String> response = ingest.send(ingest.request(PATH)
                .header("Origin", UNLISTED)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(NPS)));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(response.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void refusesAKeyThatListsOriginsWhereThereIsNone() {
        HttpResponse<String> response = ingest.send(post(PATH + "?key=" + RunningIngest.SUBMIT_KEY));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(json(response).path("detail").asString()).startsWith("origin missing");
        assertThat(ingest.send(post(PATH + "?key=" + RunningIngest.SUBMIT_KEY).header("Origin", "null"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void takesASubmitKeyFromTheQuery() {
        HttpResponse<String> response =
                ingest.send(post(PATH + "?key=" + RunningIngest.SUBMIT_KEY).header("Origin", RunningIngest.ORIGIN));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(via(response)).isEqualTo(Via.SUBMIT);
    }

    @Test
    void takesAnIngestKeyFromTheHeaderOnly() {
        HttpResponse<String> queried = ingest.send(post(PATH + "?key=" + RunningIngest.INGEST_KEY));
        HttpResponse<String> batch = ingest.send(post(PATH + "/batch?key=" + RunningIngest.INGEST_KEY));
        HttpResponse<String> both = ingest.send(post(PATH + "?key=" + RunningIngest.SUBMIT_KEY)
                .header("Authorization", "Bearer " + RunningIngest.INGEST_KEY));

        assertThat(queried.statusCode()).isEqualTo(403);
        assertThat(json(queried).path("detail").asString()).contains("in the query", "Authorization: Bearer KEY");
        assertThat(batch.statusCode()).isEqualTo(401);
        assertThat(both.statusCode()).isEqualTo(202);
        assertThat(via(both)).isEqualTo(Via.INGEST);
    }

    @Test
    void countsAKeyOfBothScopesAsASubmitKeyInTheQuery() {
        NewKey key =
                NewKey.make("both", ingest.store(), Set.of(Scope.SUBMIT, Scope.INGEST), List.of(), new SecureRandom());
        new KeysEditor(ingest.keys()).add(List.of(key.known()));
        await().until(() -> ingest.send(post(PATH + "?key=" + key.text())).statusCode() != 401);

        HttpResponse<String> queried = ingest.send(post(PATH + "?key=" + key.text()));
        HttpResponse<String> sent = ingest.send(post(PATH).header("Authorization", "Bearer " + key.text()));

        assertThat(via(queried)).isEqualTo(Via.SUBMIT);
        assertThat(via(sent)).isEqualTo(Via.INGEST);
    }

    @Test
    void writesNoQueryToTheLog(CapturedOutput output) {
        ingest.send(post(PATH + "?key=" + RunningIngest.SUBMIT_KEY));
        ingest.send(post(PATH + "?key=" + RunningIngest.INGEST_KEY));
        ingest.send(post("/v2/feedback?key=" + RunningIngest.INGEST_KEY));

        assertThat(output).doesNotContain(RunningIngest.SUBMIT_KEY, RunningIngest.INGEST_KEY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/v1/feedback|POST",
                "OPTIONS|/v1/feedback|POST",
                "GET|/v1/feedback/batch|DELETE, POST",
                "PUT|/v1/feedback/import|DELETE, POST",
                "POST|/v1/feedback/a1f4|DELETE",
                "GET|/v1/customers/c-17|DELETE",
            })
    void namesTheMethodsOfAPathWhereItRefusesOne(String method, String path, String allowed) {
        HttpResponse<String> response = ingest.send(ingest.request(path).method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(header(response, "Allow")).isEqualTo(allowed);
        assertThat(json(response).path("detail").asString()).isEqualTo(method + " (expected: " + allowed + ")");
    }

    private static HttpRequest.Builder post(String path) {
        return HttpRequest.newBuilder(ingest.uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(NPS));
    }

    private static HttpResponse<String> preflight(String origin, String path) {
        return ingest.send(HttpRequest.newBuilder(ingest.uri(path))
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
    }

    private static String header(HttpResponse<String> response, String name) {
        return String.join(", ", response.headers().allValues(name))
                .replace(",", ", ")
                .replace(",  ", ", ");
    }

    private static Via via(HttpResponse<String> accepted) {
        String id = json(accepted).path("id").asString();
        return EventLog.items(TestServers.kafka(), ingest.store()).stream()
                .filter(item -> item.feedback().id().equals(id))
                .map(Submitted::origin)
                .findFirst()
                .orElseThrow()
                .via();
    }
}
