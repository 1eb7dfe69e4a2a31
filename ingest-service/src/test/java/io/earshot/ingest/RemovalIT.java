package io.earshot.ingest;

import static io.earshot.ingest.RunningIngest.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.feedback.FeedbackEvent;
import io.earshot.feedback.FeedbackEvent.Erased;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import io.earshot.feedback.FeedbackRecords;
import io.earshot.feedback.StorePartition;
import io.earshot.ingest.item.Endpoint;
import io.earshot.ingest.item.ItemCounters.Counters;
import io.earshot.testservers.TestServers;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemovalIT {

    private static RunningIngest ingest;

    private int before;
    private Balance withdrawals;
    private Balance erasures;

    @BeforeAll
    static void start() {
        ingest = new RunningIngest(TestServers.kafka());
        await().until(() -> ingest.get("/readyz").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        ingest.close();
    }

    @BeforeEach
    void lookAtWhatThereIs() {
        before = all().size();
        withdrawals = Balance.of(Endpoint.WITHDRAW);
        erasures = Balance.of(Endpoint.ERASE);
    }

    @Test
    void publishesAWithdrawalAsOftenAsItIsAskedFor() {
        HttpResponse<String> first = delete("/v1/feedback/a1f4");
        HttpResponse<String> again = delete("/v1/feedback/a1f4");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(first.body()).isEqualTo("{\"id\":\"a1f4\"}");
        assertThat(again.statusCode()).isEqualTo(202);
        List<ConsumerRecord<byte[], byte[]>> records = records();
        assertThat(records).hasSize(2).allSatisfy(record -> {
            assertThat(record.partition()).isEqualTo(StorePartition.of(ingest.store(), 24));
            assertThat(new String(record.value(), UTF_8)).isEqualTo("{\"id\":\"a1f4\"}");
            assertThat(header(record, "ce_type")).isEqualTo("io.earshot.feedback.withdrawn.v1");
            assertThat(header(record, "ce_id")).isEqualTo("a1f4:withdrawn");
            assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
            assertThat(header(record, "ce_source")).isNotEmpty();
            assertThat(Instant.parse(header(record, "ce_time")))
                    .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
            assertThat(header(record, "content-type")).isEqualTo("application/json");
            assertThat(header(record, "via")).isEqualTo("ingest");
        });
        assertThat(events()).allSatisfy(event -> {
            assertThat(event).isInstanceOf(Withdrawn.class);
            assertThat(event.origin().via()).isEqualTo(Via.INGEST);
        });
        assertThat(Balance.of(Endpoint.WITHDRAW)).isEqualTo(withdrawals.plus(2, 0));
    }

    @Test
    void withdrawsItemsThatAreNamedAsOtherPathsAre() {
        assertThat(delete("/v1/feedback/batch").statusCode()).isEqualTo(202);
        assertThat(delete("/v1/feedback/import").statusCode()).isEqualTo(202);

        assertThat(events()).map(event -> ((Withdrawn) event).id()).containsExactly("batch", "import");
    }

    @ParameterizedTest
    @CsvSource({
        "c-17,             c-17",
        "a%40b.example,    a@b.example",
        "a@b.example,      a@b.example",
        "%C3%A5sa,         åsa",
        "a%2Fb,            a/b",
        "a;b=c,            a;b=c",
        "a%3Bb,            a;b",
        "a+b,              a+b",
        "a%20b,            a b",
        "%22%5C,           '\"\\'",
        "%25zz,            %zz",
    })
    void erasesTheCustomerOfThatVeryId(String encoded, String id) {
        HttpResponse<String> response = delete("/v1/customers/" + encoded);

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(response).path("id").asString()).isEqualTo(id);
        assertThat(events())
                .singleElement()
                .isInstanceOfSatisfying(
                        Erased.class, erased -> assertThat(erased.customerId()).isEqualTo(id));
        ConsumerRecord<byte[], byte[]> record = records().get(0);
        assertThat(json(new String(record.value(), UTF_8)).path("customer").asString())
                .isEqualTo(id);
        assertThat(header(record, "ce_type")).isEqualTo("io.earshot.feedback.erased.v1");
        assertThat(header(record, "ce_id")).isEqualTo(id + ":erased");
        assertThat(header(record, "via")).isEqualTo("ingest");
        assertThat(Balance.of(Endpoint.ERASE)).isEqualTo(erasures.plus(1, 0));
    }

    @Test
    void namesABadId() {
        HttpResponse<String> item = delete("/v1/feedback/a%2Fb");
        HttpResponse<String> customer = delete("/v1/customers/" + "c".repeat(201));
        HttpResponse<String> bytes = delete("/v1/customers/%FF%FE");

        assertThat(List.of(item, customer, bytes)).allSatisfy(response -> {
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(json(response).path("errors").path(0).path("field").asString())
                    .isEqualTo("id");
        });
        assertThat(message(item)).isEqualTo("\"a/b\" (expected: 1 to 64 characters of A-Z a-z 0-9 _ . -)");
        assertThat(message(customer)).isEqualTo("201 characters (expected: at most 200)");
        assertThat(message(bytes)).isEqualTo("\"%FF%FE\" (expected: percent-encoded UTF-8)");
        assertThat(records()).isEmpty();
        assertThat(Balance.of(Endpoint.WITHDRAW)).isEqualTo(withdrawals.plus(0, 1));
        assertThat(Balance.of(Endpoint.ERASE)).isEqualTo(erasures.plus(0, 2));
    }

    @Test
    void takesBytesThatOughtToBeEncodedForWhatTheyMean() throws IOException {
        assertThat(rawDelete("/v1/customers/\u00e5sa")).startsWith("HTTP/1.1 202 ");

        assertThat(events()).map(event -> ((Erased) event).customerId()).containsExactly("\u00e5sa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/customers/%zz", "/v1/customers/%C3%"})
    void refusesBrokenEncoding(String path) throws IOException {
        assertThat(rawDelete(path)).startsWith("HTTP/1.1 400 ");

        assertThat(records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/feedback/a1f4", "/v1/customers/c-17"})
    void asksForAnIngestKeyInAHeader(String path) {
        HttpRequest.Builder submit = HttpRequest.newBuilder(ingest.uri(path))
                .header("Authorization", "Bearer " + RunningIngest.SUBMIT_KEY)
                .header("Origin", RunningIngest.ORIGIN)
                .DELETE();

        assertThat(ingest.send(submit).statusCode()).isEqualTo(403);
        assertThat(ingest.send(HttpRequest.newBuilder(ingest.uri(path + "?key=" + RunningIngest.INGEST_KEY))
                                .DELETE())
                        .statusCode())
                .isEqualTo(401);
        assertThat(records()).isEmpty();
    }

    private static HttpResponse<String> delete(String path) {
        return ingest.send(ingest.request(path).DELETE());
    }

    /** As no client library sends it. */
    private static String rawDelete(String path) throws IOException {
        URI uri = ingest.uri("/");
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream()
                    .write(("DELETE " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                                    + RunningIngest.INGEST_KEY + "\r\n\r\n")
                            .getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> all() {
        return EventLog.records(TestServers.kafka(), ingest.store());
    }

    /** What this test put onto the topic. */
    private List<ConsumerRecord<byte[], byte[]>> records() {
        List<ConsumerRecord<byte[], byte[]>> all = all();
        return all.subList(before, all.size());
    }

    private List<FeedbackEvent> events() {
        return records().stream().map(FeedbackRecords::read).toList();
    }

    private static String message(HttpResponse<String> response) {
        return json(response).path("errors").path(0).path("message").asString();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private record Balance(double received, double accepted, double rejected, double unavailable) {

        static Balance of(Endpoint endpoint) {
            Counters counters = ingest.counters(endpoint);
            return new Balance(
                    counters.received().count(),
                    counters.accepted().count(),
                    counters.rejected().count(),
                    counters.unavailable().count());
        }

        Balance plus(int moreAccepted, int moreRejected) {
            return new Balance(
                    received + moreAccepted + moreRejected,
                    accepted + moreAccepted,
                    rejected + moreRejected,
                    unavailable);
        }
    }
}
