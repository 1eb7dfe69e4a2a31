package io.earshot.ingest;

import static io.earshot.ingest.RunningIngest.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.StorePartition;
import io.earshot.testservers.TestServers;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostIT {

    private static final String PATH = "/v1/feedback";
    private static final String NPS = "{\"kind\":\"survey\",\"metric\":\"nps\",\"score\":3}";

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

    @ParameterizedTest
    @ValueSource(strings = {"survey-nps", "survey-csat-1-10", "survey-ces", "review", "button"})
    void publishesTheGoldenExamplesAsTheyArePosted(String name) throws IOException {
        String id = id();
        String golden;
        try (var in = PostIT.class.getResourceAsStream("/examples/" + name + ".json")) {
            golden = new String(in.readAllBytes(), UTF_8)
                    .strip()
                    .replaceFirst("\"id\":\"[^\"]+\"", "\"id\":\"" + id + '"');
        }

        HttpResponse<String> response = ingest.post(PATH, golden);

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(response).path("id").asString()).isEqualTo(id);
        ConsumerRecord<byte[], byte[]> record = EventLog.records(TestServers.kafka(), ingest.store()).stream()
                .filter(found -> new String(found.value(), UTF_8).contains(id))
                .findFirst()
                .orElseThrow();
        assertThat(new String(record.value(), UTF_8)).isEqualTo(golden);
        assertThat(record.partition()).isEqualTo(StorePartition.of(ingest.store(), 24));
    }

    @Test
    void makesAnIdAndATimeAndTellsThemFromGivenOnes() {
        HttpResponse<String> made = ingest.post(PATH, NPS);
        String givenId = id();
        ingest.post(PATH, "{\"id\":\"" + givenId + "\",\"revision\":2,\"kind\":\"review\",\"rating\":5}");

        Submitted withMadeId = item(json(made).path("id").asString());
        Submitted withGivenId = item(givenId);

        assertThat(UUID.fromString(withMadeId.feedback().id()).version()).isEqualTo(7);
        assertThat(withMadeId.origin().madeId()).isTrue();
        assertThat(withMadeId.feedback().occurredAt())
                .isEqualTo(withMadeId.origin().received());
        assertThat(withGivenId.origin().madeId()).isFalse();
        assertThat(withGivenId.feedback().revision()).isEqualTo(2);
    }

    @Test
    void takesABeaconOfABrowserFromAListedOrigin() {
        HttpResponse<String> response = ingest.send(HttpRequest.newBuilder(ingest.uri(PATH))
                .header("Authorization", "Bearer " + RunningIngest.SUBMIT_KEY)
                .header("Origin", RunningIngest.ORIGIN)
                .header("Content-Type", "text/plain;charset=UTF-8")
                .POST(BodyPublishers.ofString(NPS)));

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(item(json(response).path("id").asString()).origin().via()).isEqualTo(Via.SUBMIT);
    }

    @Test
    void namesEveryFaultOfABadItem() {
        HttpResponse<String> response =
                ingest.post(PATH, "{\"kind\":\"survey\",\"metric\":\"nps\",\"score\":11,\"scoer\":1}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(response).path("errors").findValuesAsString("field")).containsExactly("scoer", "score");
        assertThat(json(response).path("errors").path(1).path("message").asString())
                .isEqualTo("11 (expected: 0 to 10)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":|application/json|400|not JSON",
                "''|application/json|400|fault",
                "{}|application/xml|415|application/xml",
                "{}|application/json;charset=utf-16|415|UTF-8",
                "{}|text/csv|415|text/csv",
            })
    void refusesABodyItCannotRead(String body, String type, int status, String detail) {
        HttpResponse<String> response =
                ingest.send(ingest.request(PATH).header("Content-Type", type).POST(BodyPublishers.ofString(body)));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).path("status").asInt()).isEqualTo(status);
        assertThat(json(response).path("detail").asString()).contains(detail);
    }

    @Test
    void takes16KibibytesAndRefusesAByteMore() {
        String frame = "{\"kind\":\"review\",\"rating\":3}";
        String largest = frame + " ".repeat(16 * 1024 - frame.length());

        assertThat(ingest.post(PATH, largest).statusCode()).isEqualTo(202);
        assertThat(ingest.post(PATH, largest + " ").statusCode()).isEqualTo(413);
    }

    @Test
    void asksForAKeyAndItsScopeAndItsOrigin() {
        HttpResponse<String> without = ingest.send(HttpRequest.newBuilder(ingest.uri(PATH))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(NPS)));

        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer");
        assertThat(status(PATH, "sk_unknown", RunningIngest.ORIGIN)).isEqualTo(401);
        assertThat(status(PATH, RunningIngest.READ_KEY, RunningIngest.ORIGIN)).isEqualTo(403);
        assertThat(status(PATH, RunningIngest.SUBMIT_KEY, "https://evil.example"))
                .isEqualTo(403);
        assertThat(status(PATH, RunningIngest.SUBMIT_KEY, RunningIngest.ORIGIN)).isEqualTo(202);
        assertThat(status(PATH + "/batch", RunningIngest.SUBMIT_KEY, RunningIngest.ORIGIN))
                .isEqualTo(403);
        // the same path, written otherwise
        assertThat(status(PATH + "/b%61tch", RunningIngest.SUBMIT_KEY, RunningIngest.ORIGIN))
                .isEqualTo(403);
        assertThat(status(PATH + "/import;x=y", RunningIngest.SUBMIT_KEY, RunningIngest.ORIGIN))
                .isEqualTo(403);
    }

    @Test
    void answersUnknownPathsAndMethodsWithProblems() {
        HttpResponse<String> path = ingest.get("/v2/feedback");
        HttpResponse<String> method = ingest.send(ingest.request(PATH).DELETE());

        assertThat(path.statusCode()).isEqualTo(404);
        assertThat(path.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("Allow")).hasValue("POST");
    }

    private static int status(String path, String key, String origin) {
        return ingest.send(HttpRequest.newBuilder(ingest.uri(path))
                        .header("Authorization", "Bearer " + key)
                        .header("Origin", origin)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(NPS)))
                .statusCode();
    }

    private static Submitted item(String id) {
        return EventLog.items(TestServers.kafka(), ingest.store()).stream()
                .filter(item -> item.feedback().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
