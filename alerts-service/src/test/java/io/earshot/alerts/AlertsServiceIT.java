package io.earshot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent.Erased;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class AlertsServiceIT {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> STORES =
            IntStream.range(0, 40).mapToObj(n -> "shop-" + n).toList();

    @TempDir
    private static Path folder;

    private static EventsTopic topic;
    private static AlertsProcess service;
    private static int used;

    private String store;

    @BeforeAll
    static void start() throws Exception {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        service = new AlertsProcess(folder, "service", STORES).start();
        topic = new EventsTopic().create();
        service.awaitReady();
    }

    @AfterAll
    static void stop() {
        Awaitility.reset();
        service.close();
        topic.close();
    }

    @BeforeEach
    void takeAStoreOfItsOwn() {
        store = STORES.get(used++);
    }

    @Test
    void readsOnAfterARefusalThatWaitedBehindAnotherAnswer() throws IOException {
        String answers = service.keepAlive("/v1/cases", AlertsProcess.SUPPORT + store);

        assertThat(answers.split("HTTP/1.1 "))
                .satisfiesExactly(
                        nothing -> assertThat(nothing).isEmpty(),
                        first -> assertThat(first).startsWith("200"),
                        refused -> assertThat(refused).startsWith("401"),
                        third -> assertThat(third).startsWith("200"));
    }

    @Test
    void tellsAChannelOfADetractorWithinASecond() throws Exception {
        try (Endpoint endpoint = new Endpoint()) {
            channel(endpoint);
            Instant sent = Instant.now();
            topic.send(store, Items.nps("a1", 3, "c-17"));

            await().until(() -> endpoint.messages().size() == 1);

            assertThat(Duration.between(sent, Instant.now())).isLessThan(Duration.ofSeconds(3));
            Endpoint.Message message = endpoint.messages().get(0);
            new Webhook(SECRET).verify(message.body(), HttpHeaders.of(message.headers(), (name, value) -> true));
            JsonNode json = message.json();
            assertThat(json.path("type").asString()).isEqualTo("case.opened");
            assertThat(json.path("data").path("severity").asString()).isEqualTo("high");
            assertThat(json.path("data").path("rule").asString()).isEqualTo("nps-detractor");
            assertThat(json.path("data").path("customer").path("id").asString()).isEqualTo("c-17");
            assertThat(json.path("data").path("items").get(0).path("score").asInt())
                    .isEqualTo(3);
            String id = json.path("data").path("id").asString();
            await().untilAsserted(() -> assertThat(
                            one(id).path("deliveries").get(0).path("status").asString())
                    .isEqualTo("delivered"));
            JsonNode shown = one(id);
            assertThat(shown.path("deliveries").get(0).path("id").asString()).isEqualTo(message.id());
            assertThat(shown.path("history").get(0).path("type").asString()).isEqualTo("case.opened");
            assertThat(shown.path("notes")).isEmpty();
        }
    }

    @Test
    void countsTheSameItemOnceHoweverOftenItComes() throws Exception {
        try (Endpoint endpoint = new Endpoint()) {
            channel(endpoint);
            Feedback item = Items.nps("a1", 3, "c-17");
            topic.send(store, item, item, Items.nps("a1", 1, 0, "c-17", Instant.now()));
            topic.send(store, item, Items.nps("last", 2, "c-18"));

            awaitCases(2);

            await().until(() -> endpoint.messages().size() == 3);
            assertThat(endpoint.messages())
                    .extracting(message -> message.json().path("type").asString())
                    .containsExactlyInAnyOrder("case.opened", "case.updated", "case.opened");
            assertThat(cases("").path("cases"))
                    .allSatisfy(one -> assertThat(one.path("itemCount").asInt()).isEqualTo(1));
        }
    }

    @Test
    void letsLaterItemsOfACustomerJoinTheOpenCase() throws Exception {
        try (Endpoint endpoint = new Endpoint()) {
            channel(endpoint);
            topic.send(store, Items.nps("a1", 5, "c-17"), Items.nps("a2", 1, "c-17"), Items.nps("fine", 10, "c-17"));

            await().until(() -> endpoint.messages().size() == 2);

            JsonNode all = cases("").path("cases");
            assertThat(all).hasSize(1);
            assertThat(all.get(0).path("severity").asString()).isEqualTo("high");
            assertThat(all.get(0).path("items"))
                    .extracting(item -> item.path("id").asString())
                    .containsExactly("a1", "a2");
            assertThat(cases("?severity=high").path("cases")).hasSize(1);
            assertThat(cases("?severity=normal").path("cases")).isEmpty();
            assertThat(endpoint.messages())
                    .extracting(message -> message.json().path("type").asString())
                    .containsExactlyInAnyOrder("case.opened", "case.updated");
        }
    }

    @Test
    void opensACaseForEachAnonymousItem() throws Exception {
        topic.send(store, Items.nps("a1", 5, null), Items.nps("a2", 5, null));

        awaitCases(2);

        assertThat(cases("").path("cases"))
                .allSatisfy(one -> assertThat(one.path("customer").isNull()).isTrue());
    }

    @Test
    void opensNoneForWhatHappenedLongAgo() throws Exception {
        topic.send(
                store,
                Items.nps("old", 0, 0, "c-1", Instant.now().minus(Duration.ofDays(31))),
                Items.nps("new", 0, "c-2"));

        awaitCases(1);

        assertThat(cases("")
                        .path("cases")
                        .get(0)
                        .path("items")
                        .get(0)
                        .path("id")
                        .asString())
                .isEqualTo("new");
    }

    @Test
    void pagesNewestFirstWhateverIsOpenedMeanwhile() throws Exception {
        for (int n = 0; n < 7; n++) {
            topic.send(store, Items.nps("a" + n, n % 2 == 0 ? 1 : 5, null));
        }
        awaitCases(7);
        List<String> all = ids(cases("?limit=200"));

        JsonNode first = cases("?limit=3");
        topic.send(store, Items.nps("later", 1, null));
        awaitCases(8);
        JsonNode second = cases("?limit=3&cursor=" + first.path("next").asString());
        JsonNode third = cases("?limit=3&cursor=" + second.path("next").asString());

        List<String> paged = Stream.of(first, second, third)
                .flatMap(page -> ids(page).stream())
                .toList();
        assertThat(paged).isEqualTo(all);
        assertThat(third.has("next")).isFalse();
        assertThat(cases("?limit=8").has("next")).isFalse();
        assertThat(cases("").path("cases"))
                .extracting(one -> Instant.parse(one.path("openedAt").asString()))
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void keepsTheWebhookIdUntilAFailingEndpointRecovers() throws Exception {
        try (Endpoint endpoint = new Endpoint()) {
            endpoint.answer(500);
            channel(endpoint);
            topic.send(store, Items.nps("a1", 3, "c-17"));
            await().until(() -> endpoint.messages().size() >= 2);

            endpoint.answer(204);

            String id = cases("").path("cases").get(0).path("id").asString();
            await().untilAsserted(() -> assertThat(
                            one(id).path("deliveries").get(0).path("status").asString())
                    .isEqualTo("delivered"));
            JsonNode delivery = one(id).path("deliveries").get(0);
            assertThat(delivery.path("attempts").asInt())
                    .isEqualTo(endpoint.messages().size());
            assertThat(delivery.path("lastResult").asString()).isEqualTo("HTTP 204");
            assertThat(endpoint.messages())
                    .extracting(Endpoint.Message::id)
                    .containsOnly(delivery.path("id").asString());
        }
    }

    @Test
    void followsNoRedirectAndGivesUpAfterTheLastAttempt() throws Exception {
        try (Endpoint endpoint = new Endpoint()) {
            endpoint.answer(302);
            channel(endpoint);
            topic.send(store, Items.nps("a1", 3, "c-17"));
            awaitCases(1);
            String id = cases("").path("cases").get(0).path("id").asString();

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(one(id).path("deliveries")
                                    .get(0)
                                    .path("status")
                                    .asString())
                            .isEqualTo("failed"));

            assertThat(endpoint.messages()).hasSize(10);
            assertThat(one(id).path("deliveries").get(0).path("nextAttemptAt").isNull())
                    .isTrue();
        }
    }

    @Test
    void letsASlowEndpointDelayNoOther() throws Exception {
        try (Endpoint slow = new Endpoint();
                Endpoint quick = new Endpoint()) {
            slow.hold();
            channel(slow);
            channel(quick);
            topic.send(
                    store,
                    IntStream.range(0, 200)
                            .mapToObj(n -> Items.nps("a" + n, 3, null))
                            .toArray(Feedback[]::new));

            await().until(() -> ids(quick).size() == 200);

            assertThat(ids(slow)).hasSizeLessThan(200);
        }
    }

    @Test
    void balancesItsNumbers() throws Exception {
        double before = service.metric("earshot_alerts_consumed_total");
        topic.send(new Withdrawn(EventsTopic.origin(store), "a1"));
        topic.send(new Erased(EventsTopic.origin(store), "c-1"));
        topic.sendUnreadable(store);
        Feedback bad = Items.nps("a1", 0, "c-1");
        topic.send(store, Items.nps("good", 9, null), bad, bad);

        await().until(() -> service.metric("earshot_alerts_consumed_total") >= before + 6);

        await().untilAsserted(() -> assertThat(service.metric("earshot_alerts_items_total"))
                .isEqualTo(service.metric("earshot_alerts_consumed_total")));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(service.metric("earshot_alerts_deliveries_owed_total"))
                        .isEqualTo(service.metric("earshot_alerts_deliveries_delivered_total")
                                + service.metric("earshot_alerts_deliveries_failed_total")
                                + service.metric("earshot_alerts_deliveries_pending")));
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/cases, , 401",
        "/v%31/cases, , 401",
        "/v1/cases, sk_guess, 401",
        "/v1/cases, sk_read-of-shop-0, 403",
        "/v1/cases?status=closed, sk_support-of-shop-0, 400",
        "/v1/cases?limit=0, sk_support-of-shop-0, 400",
        "/v1/cases?cursor=x, sk_support-of-shop-0, 400",
        "/v1/cases?state=open, sk_support-of-shop-0, 400",
        "/v1/cases/17, sk_support-of-shop-0, 404",
        "/v1/cases/00000000-0000-0000-0000-000000000000, sk_support-of-shop-0, 404",
        "/v1/nothing, sk_support-of-shop-0, 404",
        "/nothing, , 404"
    })
    void answersWhatCantBeAnsweredWithAProblem(String path, String key, int status) throws Exception {
        assertProblem(service.get(path, key), status);
    }

    @Test
    void tellsTheClientWhatIsWrongWithItsRequest() throws Exception {
        String key = AlertsProcess.SUPPORT + store;

        assertThat(service.get("/v1/cases", null).headers().firstValue("WWW-Authenticate"))
                .isPresent();
        assertProblem(service.send(service.request("/v1/cases", key).DELETE()), 405);
        assertProblem(
                service.send(service.request("/v1/channels", key)
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))),
                415);
        assertProblem(service.post("/v1/channels", key, "{\"name\":"), 400);
        assertProblem(service.post("/v1/channels", key, " ".repeat(100_000)), 413);
        HttpResponse<String> faults =
                service.post("/v1/channels", key, "{\"type\": \"pigeon\", \"url\": \"ftp://x\", \"colour\": 1}");
        assertProblem(faults, 400);
        assertThat(MAPPER.readTree(faults.body()).path("errors"))
                .extracting(error -> error.path("field").asString())
                .containsExactlyInAnyOrder("name", "type", "url", "colour");
        assertProblem(
                service.post(
                        "/v1/channels",
                        key,
                        "{\"name\": \"n\", \"type\": \"webhook\", \"url\": \"http://169.254.169.254/\"}"),
                400);
        assertThat(service.get("/v1/cases?status=closed", key).body())
                .contains("open, acknowledged, contacted, resolved");
    }

    @Test
    void showsASecretOnceAndAChannelToItsStoreOnly() throws Exception {
        String key = AlertsProcess.SUPPORT + store;
        HttpResponse<String> made = service.post(
                "/v1/channels",
                key,
                "{\"name\": \"team\", \"type\": \"webhook\", \"url\": \"https://hooks.example.com/1\"}");

        assertThat(made.statusCode()).isEqualTo(201);
        JsonNode channel = MAPPER.readTree(made.body());
        assertThat(channel.path("secret").asString()).startsWith("whsec_");
        String path = made.headers().firstValue("Location").orElseThrow();
        assertThat(service.get(path, key).body()).contains("hooks.example.com").doesNotContain("whsec_");
        assertThat(service.get("/v1/channels", key).body()).doesNotContain("whsec_");
        assertProblem(service.get(path, AlertsProcess.SUPPORT + "shop-39"), 404);
        assertProblem(
                service.send(
                        service.request(path, AlertsProcess.SUPPORT + "shop-39").DELETE()),
                404);
        assertThat(service.send(service.request(path, key).DELETE()).statusCode())
                .isEqualTo(204);
        assertProblem(service.get(path, key), 404);
    }

    @Test
    void showsACaseToItsStoreOnly() throws Exception {
        topic.send(store, Items.nps("a1", 3, "c-17"));
        awaitCases(1);

        String path = "/v1/cases/" + cases("").path("cases").get(0).path("id").asString();

        assertThat(service.get(path, AlertsProcess.SUPPORT + store).headers().firstValue("ETag"))
                .contains("\"1\"");
        assertProblem(service.get(path, AlertsProcess.SUPPORT + "shop-39"), 404);
    }

    private void channel(Endpoint endpoint) throws IOException, InterruptedException {
        HttpResponse<String> made = service.post(
                "/v1/channels",
                AlertsProcess.SUPPORT + store,
                "{\"name\": \"%s\", \"type\": \"webhook\", \"url\": \"%s\", \"secret\": \"%s\"}"
                        .formatted(UUID.randomUUID(), endpoint.url(), SECRET));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    private JsonNode cases(String query) throws IOException, InterruptedException {
        HttpResponse<String> answer = service.get("/v1/cases" + query, AlertsProcess.SUPPORT + store);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return MAPPER.readTree(answer.body());
    }

    private void awaitCases(int expected) {
        await().untilAsserted(() -> assertThat(cases("").path("cases")).hasSize(expected));
    }

    private JsonNode one(String id) throws IOException, InterruptedException {
        return MAPPER.readTree(
                service.get("/v1/cases/" + id, AlertsProcess.SUPPORT + store).body());
    }

    private static Set<String> ids(Endpoint endpoint) {
        return endpoint.messages().stream().map(Endpoint.Message::id).collect(Collectors.toSet());
    }

    private static List<String> ids(JsonNode page) {
        return page.path("cases")
                .valueStream()
                .map(one -> one.path("id").asString())
                .toList();
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = MAPPER.readTree(answer.body());
        assertThat(problem.propertyNames()).contains("type", "title", "status", "detail");
        assertThat(problem.path("status").asInt()).isEqualTo(status);
    }
}
