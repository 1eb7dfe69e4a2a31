package io.earshot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.standardwebhooks.Webhook;
import io.earshot.feedback.Feedback;
import io.earshot.testservers.TestServers;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Channels and deliveries as a support team and an endpoint see them. */
class DeliveriesIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> STORES =
            IntStream.range(0, 20).mapToObj(n -> "hook-shop-" + n).toList();

    @TempDir
    private static Path folder;

    private static EventsTopic topic;
    private static AlertsProcess service;
    private static int used;

    private String store;

    @BeforeAll
    static void start() throws Exception {
        service = new AlertsProcess(folder, "deliveries", STORES).start();
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
    void signsWithBothSecretsWhileOneIsReplaced() throws Exception {
        try (Endpoint endpoint = new Endpoint()) {
            JsonNode made = create(webhook(endpoint, ""));
            String old = made.path("secret").asString();

            JsonNode rotated = ok(post("/v1/channels/" + id(made) + "/rotate-secret", ""));
            submit(Items.nps("a1", 3, "c-1"));
            await().atMost(PATIENCE).until(() -> endpoint.messages().size() == 1);

            Endpoint.Message message = endpoint.messages().get(0);
            assertThat(rotated.path("secret").asString()).startsWith("whsec_").isNotEqualTo(old);
            assertThat(Instant.parse(rotated.path("formerSecretUntil").asString()))
                    .isAfter(Instant.now().plus(Duration.ofHours(23)));
            verify(old, message);
            verify(rotated.path("secret").asString(), message);
            assertThat(message.headers().get("webhook-signature").get(0).split(" "))
                    .hasSize(2);
        }
    }

    @Test
    void triesAChannelWithAMessageThatIsOwedToNobody() throws Exception {
        try (Endpoint endpoint = new Endpoint()) {
            JsonNode channel = create(webhook(endpoint, ""));

            JsonNode good = ok(post("/v1/channels/" + id(channel) + "/test", ""));
            endpoint.answer(418);
            JsonNode bad = ok(post("/v1/channels/" + id(channel) + "/test", ""));

            assertThat(good.path("delivered").booleanValue()).isTrue();
            assertThat(good.path("result").asString()).isEqualTo("HTTP 200");
            assertThat(bad.path("delivered").booleanValue()).isFalse();
            assertThat(bad.path("result").asString()).isEqualTo("HTTP 418");
            Endpoint.Message message = endpoint.messages().get(0);
            verify(channel.path("secret").asString(), message);
            assertThat(message.json().path("type").asString()).isEqualTo("channel.test");
            assertThat(log("")).isEmpty();
            assertThat(post("/v1/channels/00000000-0000-0000-0000-000000000000/test", "")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void disablesAChannelThatIsGoneAndSendsAgainByHandOnceItIsEnabled() throws Exception {
        try (Endpoint endpoint = new Endpoint()) {
            endpoint.answer(410);
            JsonNode channel = create(webhook(endpoint, ""));
            submit(Items.nps("a1", 3, "c-1"));
            awaitLog("?status=failed", 1);
            String path = "/v1/channels/" + id(channel);

            JsonNode disabled = ok(get(path));
            assertThat(disabled.path("enabled").booleanValue()).isFalse();
            assertThat(disabled.path("disabledReason").asString()).contains("410");
            JsonNode failed = log("?status=failed").get(0);
            String again = "/v1/deliveries/" + id(failed) + "/redeliver";
            assertThat(post(again, "").statusCode()).isEqualTo(409);

            endpoint.answer(200);
            assertThat(ok(patch(path, "{\"enabled\": true}", null))
                            .path("enabled")
                            .booleanValue())
                    .isTrue();
            assertThat(post(again, "").statusCode()).isEqualTo(202);
            awaitLog("?status=delivered", 1);

            assertThat(log("?status=failed")).isEmpty();
            JsonNode delivered = ok(get("/v1/deliveries/" + id(failed)));
            assertThat(delivered.path("status").asString()).isEqualTo("delivered");
            assertThat(delivered.path("redelivered").asInt()).isEqualTo(1);
            assertThat(delivered.path("attempts").asInt()).isEqualTo(1);
            assertThat(endpoint.messages())
                    .hasSize(2)
                    .allSatisfy(message -> assertThat(message.id()).isEqualTo(id(failed)));
        }
        awaitBalance();
    }

    @Test
    void sendsAgainWhatWasTakenAndNothingWithoutItsChannel() throws Exception {
        try (Endpoint endpoint = new Endpoint()) {
            JsonNode channel = create(webhook(endpoint, ""));
            submit(Items.nps("a1", 3, "c-1"));
            awaitLog("?status=delivered", 1);
            String again = "/v1/deliveries/" + id(log("").get(0)) + "/redeliver";

            assertThat(post(again, "").statusCode()).isEqualTo(202);
            await().atMost(PATIENCE).until(() -> endpoint.messages().size() == 2);
            awaitLog("?status=delivered", 1);

            assertThat(service.send(service.request("/v1/channels/" + id(channel), key())
                                    .DELETE())
                            .statusCode())
                    .isEqualTo(204);
            HttpResponse<String> refused = post(again, "");
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("the channel was deleted");
            assertThat(service.get(again.replace("/redeliver", ""), AlertsProcess.SUPPORT + "hook-shop-19")
                            .statusCode())
                    .isEqualTo(404);
        }
        awaitBalance();
    }

    @Test
    void leavesAnOverloadedEndpointAloneForAsLongAsItAsks() throws Exception {
        try (Endpoint endpoint = new Endpoint()) {
            endpoint.answer(503, Map.of("Retry-After", "120"));
            create(webhook(endpoint, ""));
            submit(Items.nps("a1", 3, "c-1"));

            awaitLog("?status=pending", 1);

            JsonNode pending = log("?status=pending").get(0);
            assertThat(pending.path("lastResult").asString()).isEqualTo("HTTP 503");
            assertThat(Instant.parse(pending.path("nextAttemptAt").asString()))
                    .isAfter(Instant.now().plusSeconds(60));
            endpoint.answer(200, Map.of());
            assertThat(post("/v1/deliveries/" + id(pending) + "/redeliver", "").statusCode())
                    .isEqualTo(202);
            awaitLog("?status=delivered", 1);
            assertThat(log("?status=pending")).isEmpty();
        }
    }

    @Test
    void listsDeliveriesNewestFirstPageByPage() throws Exception {
        try (Endpoint one = new Endpoint();
                Endpoint other = new Endpoint()) {
            JsonNode first = create(webhook(one, ""));
            create(webhook(other, ""));
            submit(IntStream.range(0, 5)
                    .mapToObj(n -> Items.nps("a" + n, 3, null))
                    .toArray(Feedback[]::new));
            awaitLog("", 10);

            List<String> all = ids(log("?limit=200"));
            List<String> paged = new ArrayList<>();
            String next = "";
            do {
                JsonNode page = ok(get("/v1/deliveries?limit=3" + next));
                paged.addAll(ids(page.path("deliveries")));
                next = page.has("next") ? "&cursor=" + page.path("next").asString() : null;
            } while (next != null);

            assertThat(paged).isEqualTo(all).doesNotHaveDuplicates().hasSize(10);
            assertThat(log("?channel=" + id(first)))
                    .hasSize(5)
                    .allSatisfy(shown ->
                            assertThat(shown.path("channel").asString()).isEqualTo(id(first)));
            assertThat(log("").valueStream()
                            .map(shown -> Instant.parse(shown.path("at").asString())))
                    .isSortedAccordingTo((a, b) -> b.compareTo(a));
            assertThat(get("/v1/deliveries?status=lost&limit=0&channel=x&cursor=x&y=1")
                            .body())
                    .contains("status", "limit", "channel", "cursor", "unknown parameter");
        }
    }

    @Test
    void tellsAChannelOnlyWhatItIsInterestedIn() throws Exception {
        try (Endpoint opened = new Endpoint();
                Endpoint reviews = new Endpoint()) {
            create(webhook(opened, ", \"types\": [\"case.opened\"]"));
            create(webhook(reviews, ", \"rules\": [\"review-low\"]"));
            submit(Items.nps("a1", 5, "c-1"), Items.nps("a2", 1, "c-1"), Items.nps("b1", 1, "c-2"));

            await().atMost(PATIENCE).until(() -> opened.messages().size() == 2);

            awaitLog("?status=delivered", 2);
            assertThat(opened.messages())
                    .allSatisfy(message ->
                            assertThat(message.json().path("type").asString()).isEqualTo("case.opened"));
            assertThat(reviews.messages()).isEmpty();
        }
    }

    @Test
    void keepsSecretsFromEverybodyWhoReadsTheDatabaseOrTheApi() throws Exception {
        JsonNode webhook = create("{\"name\": \"w\", \"type\": \"webhook\", \"url\": \"https://hooks.example.com/1\"}");
        JsonNode slack = create(
                "{\"name\": \"s\", \"type\": \"slack\", \"url\": \"https://hooks.slack.example/services/very-secret\"}");

        assertThat(get("/v1/channels").body()).doesNotContain("whsec_", "very-secret");
        assertThat(slack.path("url").asString()).isEqualTo("https://hooks.slack.example/…");
        var cassandra = TestServers.cassandra();
        try (CqlSession session = CqlSession.builder()
                .addContactPoint(new InetSocketAddress(cassandra.host(), cassandra.port()))
                .withLocalDatacenter(cassandra.datacenter())
                .build()) {
            assertThat(session.execute("SELECT * FROM alerts_deliveries.channels WHERE store = ?", store)
                            .all())
                    .hasSize(2)
                    .allSatisfy(row -> assertThat(row.getFormattedContents())
                            .doesNotContain(webhook.path("secret").asString().substring(6), "very-secret")
                            .contains("test:"));
        }
    }

    @Test
    void losesNoChangeThatSomebodyElseMade() throws Exception {
        HttpResponse<String> made = post(
                "/v1/channels", "{\"name\": \"e\", \"type\": \"slack\", \"url\": \"https://hooks.example.com/1\"}");
        String path = made.headers().firstValue("Location").orElseThrow();
        String eTag = made.headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> first = patch(path, "{\"name\": \"one\"}", eTag);
        HttpResponse<String> second = patch(path, "{\"name\": \"two\"}", eTag);
        HttpResponse<String> blind = patch(path, "{\"teams\": [\"vip\"]}", null);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(412);
        assertThat(ok(blind).path("name").asString()).isEqualTo("one");
        assertThat(post(path + "/rotate-secret", "").statusCode()).isEqualTo(409);
    }

    private String webhook(Endpoint endpoint, String more) {
        return "{\"name\": \"w\", \"type\": \"webhook\", \"url\": \"%s\"%s}".formatted(endpoint.url(), more);
    }

    private JsonNode create(String json) throws Exception {
        HttpResponse<String> made = post("/v1/channels", json);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return MAPPER.readTree(made.body());
    }

    private void submit(Feedback... items) throws Exception {
        topic.send(store, items);
    }

    private static void verify(String secret, Endpoint.Message message) throws Exception {
        new Webhook(secret).verify(message.body(), HttpHeaders.of(message.headers(), (name, value) -> true));
    }

    private void awaitLog(String query, int expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(log(query)).hasSize(expected));
    }

    private static void awaitBalance() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service.metric("earshot_alerts_deliveries_owed_total"))
                        .isEqualTo(service.metric("earshot_alerts_deliveries_delivered_total")
                                + service.metric("earshot_alerts_deliveries_failed_total")
                                + service.metric("earshot_alerts_deliveries_pending")));
    }

    private JsonNode log(String query) throws Exception {
        return ok(get("/v1/deliveries" + query)).path("deliveries");
    }

    private static String id(JsonNode json) {
        return json.path("id").asString();
    }

    private static List<String> ids(JsonNode list) {
        return list.valueStream().map(DeliveriesIT::id).toList();
    }

    private String key() {
        return AlertsProcess.SUPPORT + store;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return service.get(path, key());
    }

    private HttpResponse<String> post(String path, String json) throws Exception {
        return service.post(path, key(), json);
    }

    private HttpResponse<String> patch(String path, String json, String ifMatch) throws Exception {
        HttpRequest.Builder request = service.request(path, key())
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json));
        return service.send(ifMatch == null ? request : request.header("If-Match", ifMatch));
    }

    private static JsonNode ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return MAPPER.readTree(answer.body());
    }
}
