package io.earshot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.feedback.StorePartition;
import io.earshot.feedback.Topics;
import io.earshot.local.servers.CassandraServer;
import io.earshot.testservers.TestServers;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cassandra comes late, goes and comes back; the service lives through it, nothing is skipped and nothing is judged by other rules. */
class CassandraAwayIT {

    private static final String PLAIN = "away-shop";
    private static final String RULED = "ruled-shop";
    private static final String RULED_UNREAD = "ruled-unread-shop";
    private static final int PARTITIONS = 4;
    private static final int SHARDS = 16;
    private static final Pattern CASE_LINK = Pattern.compile("href=\"(/cases/[0-9a-f-]{36})\"");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** What the rules out of the box flag is none of theirs, and the other way round. */
    private static final String OWN_RULE = """
            {"name": "unsure", "when": {"metric": "nps", "score": {"atLeast": 7, "atMost": 7}}, "severity": "low"}""";

    @TempDir
    private Path folder;

    @Test
    void waitsForCassandraAndSkipsNothing() throws Exception {
        CassandraServer.Settings settings = CassandraServer.Settings.in(folder.resolve("cassandra"));
        try (EventsTopic topic = new EventsTopic().create();
                AlertsProcess service = new AlertsProcess(folder, "away", List.of(PLAIN, RULED, RULED_UNREAD))) {
            service.with("EARSHOT_CASSANDRA", "127.0.0.1:" + settings.port())
                    .with("EARSHOT_CASSANDRA_DATACENTER", CassandraServer.DATACENTER)
                    .with("EARSHOT_SESSION_SECRET", StaffBrowser.SECRET)
                    .with("EARSHOT_ALERTS_RULES_REFRESH", "500ms")
                    .start();
            topic.send(PLAIN, Items.nps("before", 0, null));
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> service.get("/livez", null).statusCode() == 200);
            StaffBrowser anna = new StaffBrowser(service, PLAIN, "anna@shop.example");
            assertUnavailable(service);
            assertPageUnavailable(anna.get("/"));

            try (CassandraServer cassandra = CassandraServer.start(settings)) {
                service.awaitReady();
                awaitCases(service, PLAIN, 1);
                giveOwnRules(service, settings.port());
                String path = CASE_LINK
                        .matcher(anna.get("/").body())
                        .results()
                        .map(link -> link.group(1))
                        .findFirst()
                        .orElseThrow();
                String version = StaffBrowser.field(anna.get(path).body(), "version");

                cassandra.kill();
                await().atMost(PATIENCE)
                        .until(() -> service.get("/readyz", null).statusCode() == 503);
                topic.send(PLAIN, Items.nps("meanwhile", 0, null));
                for (String store : List.of(RULED, RULED_UNREAD)) {
                    topic.send(store, Items.nps("theirs", 7, null), Items.nps("not-theirs", 0, null));
                }
                assertUnavailable(service);
                assertPagesKeepWhatWasTyped(anna, path, version);
                assertThat(service.get("/livez", null).statusCode()).isEqualTo(200);
                for (String store : List.of(PLAIN, RULED, RULED_UNREAD)) {
                    assertThat(unsettled(store)).as("waits: %s", store).isPositive();
                }

                cassandra.restart();
                awaitCases(service, PLAIN, 2);
                service.awaitReady();
                assertPagesAreBack(anna, path, version);
                for (String store : List.of(PLAIN, RULED, RULED_UNREAD)) {
                    await().atMost(PATIENCE).until(() -> unsettled(store) == 0);
                }
                assertOnlyOwnRules(service, RULED);
                assertOnlyOwnRules(service, RULED_UNREAD);
            }
        }
    }

    private static void assertPageUnavailable(HttpResponse<String> page) {
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.body()).contains("Not available for the moment", "Nothing is lost", "http-equiv=\"refresh\"");
    }

    /** What could not be saved stands in a form that sends it again. */
    private static void assertPagesKeepWhatWasTyped(StaffBrowser anna, String path, String version) throws Exception {
        assertPageUnavailable(anna.get("/"));
        assertPageUnavailable(anna.get(path));
        HttpResponse<String> note = anna.post(path + "/notes", "text", "Called, <b>nobody", "noteId", "n-1");
        HttpResponse<String> step = anna.post(path, "version", version, "do", "acknowledged");
        assertThat(note.statusCode()).isEqualTo(503);
        assertThat(note.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(note.body())
                .contains(
                        "What you sent is not saved yet",
                        "action=\"" + path + "/notes\"",
                        ">Called, &lt;b&gt;nobody</textarea>",
                        "name=\"noteId\" value=\"n-1\"")
                .doesNotContain("http-equiv");
        assertThat(step.statusCode()).isEqualTo(503);
        assertThat(step.body())
                .contains(
                        "action=\"" + path + "\"",
                        "name=\"version\" value=\"" + version + "\"",
                        "name=\"do\" value=\"acknowledged\"");
    }

    /** The forms that were kept, sent again. */
    private static void assertPagesAreBack(StaffBrowser anna, String path, String version) throws Exception {
        assertThat(anna.post(path + "/notes", "text", "Called, <b>nobody", "noteId", "n-1")
                        .statusCode())
                .isEqualTo(303);
        // the first may have come through after all
        assertThat(anna.post(path, "version", version, "do", "acknowledged").statusCode())
                .isIn(303, 412);
        assertThat(anna.get(path).body()).containsOnlyOnce("Called, &lt;b&gt;nobody</p>");
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(anna.get("/").body()).contains("2 cases", path));
    }

    /** One store has its rules from this instance, which has them at hand; the other, as from another instance, has them in Cassandra only. */
    private static void giveOwnRules(AlertsProcess service, int port) throws Exception {
        String key = AlertsProcess.SUPPORT + RULED;
        assertThat(service.post("/v1/rules", key, OWN_RULE).statusCode()).isEqualTo(201);
        assertThat(service.send(service.request("/v1/rules/nps-detractor", key).DELETE())
                        .statusCode())
                .isEqualTo(204);
        try (CqlSession cassandra = CqlSession.builder()
                .addContactPoint(new InetSocketAddress("127.0.0.1", port))
                .withLocalDatacenter(CassandraServer.DATACENTER)
                .build()) {
            for (Row row : cassandra.execute("SELECT part, version, body FROM alerts_away.rulebooks")) {
                cassandra.execute(
                        "INSERT INTO alerts_away.rulebooks (shard, part, store, version, body) VALUES (?, ?, ?, ?, ?)",
                        Math.floorMod(RULED_UNREAD.hashCode(), SHARDS),
                        row.getString("part"),
                        RULED_UNREAD,
                        row.getLong("version"),
                        row.getString("body"));
            }
        }
    }

    /** How many records the service has not done with in the partition of the store. */
    private static long unsettled(String store) throws Exception {
        TopicPartition partition = new TopicPartition(Topics.EVENTS, StorePartition.of(store, PARTITIONS));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafka()))) {
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
            var committed = admin.listConsumerGroupOffsets("alerts-away")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(partition);
            return end - (committed == null ? 0 : committed.offset());
        }
    }

    private static void assertOnlyOwnRules(AlertsProcess service, String store) throws Exception {
        assertThat(service.get("/v1/cases", AlertsProcess.SUPPORT + store).body())
                .contains("\"rule\":\"unsure\"")
                .containsOnlyOnce("\"openedAt\"");
    }

    private static void assertUnavailable(AlertsProcess service) throws Exception {
        HttpResponse<String> refused = service.get("/v1/cases", AlertsProcess.SUPPORT + PLAIN);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(service.get("/readyz", null).statusCode()).isEqualTo(503);
    }

    private static void awaitCases(AlertsProcess service, String store, int expected) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            HttpResponse<String> answer = service.get("/v1/cases", AlertsProcess.SUPPORT + store);
            assertThat(answer.body().split("\"openedAt\"")).hasSize(expected + 1);
        });
    }
}
