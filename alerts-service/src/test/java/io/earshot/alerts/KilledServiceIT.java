package io.earshot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.earshot.testservers.TestServers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The service dies at any moment; nothing owed is lost, nothing is there twice. */
class KilledServiceIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int DETRACTORS = Integer.getInteger("earshot.killed.detractors", 1_000);

    @TempDir
    private Path folder;

    @BeforeAll
    static void createTopic() throws Exception {
        new EventsTopic().create().close();
    }

    @Test
    void deliversAfterARestartWhatWasUnderWay() throws Exception {
        try (EventsTopic topic = new EventsTopic();
                Endpoint endpoint = new Endpoint();
                CqlSession cassandra = cassandra();
                AlertsProcess service = new AlertsProcess(folder, "held", List.of("held-shop"))) {
            service.with("EARSHOT_SESSION_SECRET", StaffBrowser.SECRET).start().awaitReady();
            channel(service, "held-shop", endpoint);
            endpoint.hold();
            topic.send("held-shop", Items.nps("a1", 3, "c-17"));
            // what the other test sent comes before
            await().atMost(Duration.ofSeconds(20 + DETRACTORS / 50))
                    .until(() -> endpoint.messages().size() == 1);

            service.kill();
            endpoint.release();
            // as one that knew nothing of these tables would have left them
            for (String table : List.of("case_due", "case_due_slots", "case_due_stores")) {
                cassandra.execute(SimpleStatement.newInstance("TRUNCATE alerts_held." + table)
                        .setTimeout(Duration.ofSeconds(30)));
            }
            service.start().awaitReady();
            assertThat(new StaffBrowser(service, "held-shop", "anna@shop.example")
                            .get("/")
                            .body())
                    .contains("1 case", "from c-17@");

            JsonNode found = cases(service, "held-shop", "").path("cases");
            assertThat(found).hasSize(1);
            String path = "/v1/cases/" + found.get(0).path("id").asString();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(get(service, "held-shop", path)
                                    .path("deliveries")
                                    .get(0)
                                    .path("status")
                                    .asString())
                            .isEqualTo("delivered"));
            assertThat(endpoint.messages()).hasSizeGreaterThan(1);
            assertThat(endpoint.messages().stream().map(Endpoint.Message::id).collect(Collectors.toSet()))
                    .hasSize(1);
        }
    }

    @Test
    void opensEveryCaseOnceAndTellsOfEachAtLeastOnceThoughItIsKilledAndEveryThirdMessageRefused() throws Exception {
        try (EventsTopic topic = new EventsTopic();
                Endpoint endpoint = new Endpoint();
                CqlSession cassandra = cassandra();
                AlertsProcess service = new AlertsProcess(folder, "looped", List.of("looped-shop"))) {
            service.with("EARSHOT_ALERTS_GRACE", "10s").start().awaitReady();
            channel(service, "looped-shop", endpoint);
            endpoint.failOneOf(3);
            Set<String> sent = ConcurrentHashMap.newKeySet();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(topic, sent));

            for (int kill = 1; kill <= 4; kill++) {
                int enough = kill * DETRACTORS / 5;
                await().atMost(Duration.ofSeconds(120))
                        .until(() -> toldOf(endpoint).size() >= enough);
                service.kill();
                service.start();
            }
            sending.join();
            service.awaitReady();

            await().atMost(Duration.ofSeconds(180 + DETRACTORS / 50))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> toldOf(endpoint).size() == DETRACTORS);
            List<JsonNode> cases = allCases(service);
            assertThat(cases).hasSize(DETRACTORS - DETRACTORS / 10);
            List<String> items = cases.stream()
                    .flatMap(one -> one.path("items").valueStream())
                    .map(item -> item.path("id").asString())
                    .toList();
            assertThat(items).hasSize(DETRACTORS).containsExactlyInAnyOrderElementsOf(sent);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(service.metric("earshot_alerts_deliveries_pending"))
                            .isZero());
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () -> assertThat(dueLines(cassandra)).containsExactlyInAnyOrderElementsOf(places(cases)));
        }
    }

    /** Where the cases of the store stand by due time, in the list of all; the lines of all lists are written and deleted alike. */
    private static List<String> dueLines(CqlSession cassandra) {
        return cassandra
                .execute(
                        "SELECT * FROM alerts_looped.case_due WHERE store = 'looped-shop' AND list = '' ALLOW FILTERING")
                .all()
                .stream()
                .map(row -> row.getUuid("case_id") + " " + row.getString("severity") + " " + row.getInstant("due_at"))
                .toList();
    }

    private static List<String> places(List<JsonNode> cases) {
        return cases.stream()
                .map(one -> one.path("id").asString() + " "
                        + one.path("severity").asString() + " "
                        + Instant.parse(one.path("dueAt").asString()).truncatedTo(ChronoUnit.MILLIS))
                .toList();
    }

    private static CqlSession cassandra() {
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(
                        TestServers.cassandra().host(), TestServers.cassandra().port()))
                .withLocalDatacenter(TestServers.cassandra().datacenter())
                .build();
    }

    private static void send(EventsTopic topic, Set<String> sent) {
        for (int n = 0; n < DETRACTORS; n++) {
            // every tenth is a known customer's, whose item joins
            String customer = n % 10 == 9 ? "c-" + (n - 1) : "c-" + n;
            topic.send("looped-shop", Items.nps("item-" + n, n % 7, customer));
            sent.add("item-" + n);
        }
    }

    /** The deliveries that the endpoint took: every item owes one. */
    private static Set<String> toldOf(Endpoint endpoint) {
        return endpoint.messages().stream()
                .filter(message -> message.status() == 200)
                .map(Endpoint.Message::id)
                .collect(Collectors.toSet());
    }

    private static List<JsonNode> allCases(AlertsProcess service) throws IOException, InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page = cases(service, "looped-shop", "?limit=200");
        page.path("cases").forEach(all::add);
        while (page.has("next")) {
            page = cases(
                    service,
                    "looped-shop",
                    "?limit=200&cursor=" + page.path("next").asString());
            page.path("cases").forEach(all::add);
        }
        return all;
    }

    private static JsonNode cases(AlertsProcess service, String store, String query)
            throws IOException, InterruptedException {
        return get(service, store, "/v1/cases" + query);
    }

    private static JsonNode get(AlertsProcess service, String store, String path)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = service.get(path, AlertsProcess.SUPPORT + store);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return MAPPER.readTree(answer.body());
    }

    private static void channel(AlertsProcess service, String store, Endpoint endpoint)
            throws IOException, InterruptedException {
        HttpResponse<String> made = service.post(
                "/v1/channels",
                AlertsProcess.SUPPORT + store,
                "{\"name\": \"team\", \"type\": \"webhook\", \"url\": \"%s\"}".formatted(endpoint.url()));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }
}
