package io.earshot.ingest;

import static io.earshot.ingest.RunningIngest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.ingest.item.Endpoint;
import io.earshot.testservers.TestServers;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitIT {

    private static final String POST = "/v1/feedback";
    private static final String BATCH = "/v1/feedback/batch";
    private static final String ITEM = "{\"kind\":\"review\",\"rating\":3}";

    private RunningIngest ingest;

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void refusesWhatIsTooManyTellsWhenItIsNotAndRecovers() {
        start("earshot.ingest.limit.submit-rate=4/4s", "earshot.ingest.limit.proxies=1");

        HttpResponse<String> first = submit("6.6.6.6, 192.0.2.1");
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.headers().firstValue("RateLimit-Policy")).hasValue("\"submit\";q=4;w=4");
        assertThat(first.headers().firstValue("RateLimit")).hasValue("\"submit\";r=3;t=1");

        await().until(() -> submit("7.7.7.7, 192.0.2.1").statusCode() == 429);
        HttpResponse<String> refused = submit("8.8.8.8, 192.0.2.1");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.headers().firstValue("RateLimit"))
                .hasValueSatisfying(value -> assertThat(value).matches("\"submit\";r=0;t=[34]"));
        assertThat(json(refused).path("type").asString()).endsWith(":rate-limited");
        assertThat(json(refused).path("detail").asString())
                .isEqualTo("1 item with 0 left (expected: at most 4 in 4 s)");

        assertThat(submit("6.6.6.6, 192.0.2.2").statusCode()).isEqualTo(202);
        HttpResponse<String> server = ingest.post(POST, ITEM);
        assertThat(server.statusCode()).isEqualTo(202);
        assertThat(server.headers().firstValue("RateLimit")).isEmpty();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> submit("6.6.6.6, 192.0.2.1").statusCode() == 202);

        var counters = ingest.counters(Endpoint.POST);
        assertThat(counters.limited().count()).isGreaterThanOrEqualTo(2);
        assertThat(counters.received().count())
                .isEqualTo(counters.accepted().count() + counters.limited().count());
    }

    @Test
    void takesTheConnectionsAddressWhereNoProxyIsTrusted() {
        start("earshot.ingest.limit.submit-rate=2/1h");

        assertThat(submit("192.0.2.1").statusCode()).isEqualTo(202);
        assertThat(submit("192.0.2.2").statusCode()).isEqualTo(202);
        assertThat(submit("192.0.2.3").statusCode()).isEqualTo(429);
    }

    @Test
    void countsABatchByItsItemsAndKeepsNothingOfARefusedOne() {
        start("earshot.ingest.limit.server-rate=10/1h");

        HttpResponse<String> largest = ingest.post(BATCH, batch(999));
        HttpResponse<String> refused = ingest.post(BATCH, batch(2));

        assertThat(largest.statusCode()).isEqualTo(202);
        assertThat(largest.headers().firstValue("RateLimit-Policy")).hasValue("\"ingest\";q=1000;w=360000");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(300, 360);
        assertThat(json(refused).path("detail").asString())
                .isEqualTo("2 items with 1 left (expected: at most 1000 in 360000 s)");
        assertThat(ingest.post(POST, ITEM).statusCode()).isEqualTo(202);
        assertThat(ingest.post(POST, ITEM).statusCode()).isEqualTo(429);
        assertThat(EventLog.ids(TestServers.kafka(), ingest.store())).hasSize(1_000);
        var counters = ingest.counters(Endpoint.BATCH);
        assertThat(counters.received().count()).isEqualTo(1_001);
        assertThat(counters.accepted().count()).isEqualTo(999);
        assertThat(counters.limited().count()).isEqualTo(2);
    }

    @Test
    void pacesAnImportInsteadOfRefusingIt() {
        start("earshot.ingest.limit.server-rate=1000/1s");
        long begin = System.nanoTime();

        HttpResponse<String> answer =
                ingest.importCsv("kind==review&rating=stars", BodyPublishers.ofString("stars\n" + "5\n".repeat(3_000)));

        assertThat(answer.body()).contains("\"done\":true,\"accepted\":3000");
        assertThat(answer.headers().firstValue("RateLimit-Policy")).hasValue("\"ingest\";q=1000;w=1");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1_900));
        assertThat(ingest.counters(Endpoint.IMPORT).limited().count()).isZero();
    }

    @Test
    void stopsAnImportThatWaitsForItsRate() {
        start("earshot.ingest.limit.server-rate=1/1h");
        var answer = ingest.importLater(
                "kind==review&rating=stars", BodyPublishers.ofString("stars\n" + "5\n".repeat(3_000)));
        await().until(() -> ingest.counters(Endpoint.IMPORT).accepted().count() == 1_000);

        ingest.close();

        assertThat(answer.join().body())
                .contains("\"done\":false,\"reason\":\"the import was stopped while its access key had no items left");
    }

    private void start(String... settings) {
        ingest = new RunningIngest(TestServers.kafka(), settings);
        await().until(() -> ingest.get("/readyz").statusCode() == 200);
    }

    private HttpResponse<String> submit(String forwardedFor) {
        return ingest.send(HttpRequest.newBuilder(ingest.uri(POST))
                .header("Authorization", "Bearer " + RunningIngest.SUBMIT_KEY)
                .header("Origin", RunningIngest.ORIGIN)
                .header("X-Forwarded-For", forwardedFor)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ITEM)));
    }

    private static String batch(int items) {
        return "[" + String.join(",", Collections.nCopies(items, ITEM)) + "]";
    }
}
