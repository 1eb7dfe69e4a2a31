package io.earshot.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.feedback.Topics;
import io.earshot.local.servers.KafkaServer;
import io.earshot.testservers.CassandraAddress;
import io.earshot.testservers.TestServers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Scores can be proved from the items, and counted anew from them. */
class ProofIT {

    private static final String KEYSPACE = "proof_it";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** In no window's minutes, so that every row of it is an hour's, a day's or a month's. */
    private static final Instant PAST = Instant.parse("2026-03-10T12:00:00Z");

    @TempDir
    private static Path folder;

    private static KafkaServer kafka;
    private static FeedbackLog log;
    private static ScoringService scoring;
    private static CqlSession session;

    @BeforeAll
    static void start() {
        // of its own: a rebuild counts everything that is on the topic
        kafka = KafkaServer.start(KafkaServer.Settings.in(folder.resolve("kafka")));
        kafka.awaitReady(PATIENCE);
        log = new FeedbackLog(kafka.address());
        scoring = ScoringService.start(
                folder,
                kafka.address(),
                TestServers.cassandra(),
                KEYSPACE,
                Map.of("EARSHOT_SCORING_AUDIT_RATE", "10000"),
                "proof",
                "broken",
                "busy",
                "bad");
        scoring.awaitReady();
        CassandraAddress cassandra = TestServers.cassandra();
        session = CqlSession.builder()
                .addContactPoint(cassandra.socketAddress())
                .withLocalDatacenter(cassandra.datacenter())
                .withKeyspace(KEYSPACE)
                .build();
    }

    @AfterAll
    static void stop() {
        session.close();
        scoring.close();
        log.close();
        kafka.close();
    }

    @Test
    void provesWhatItCountedRevisionsAndWithdrawalsIncluded() {
        for (int i = 0; i < 300; i++) {
            log.send("proof", item(i, 0, i % 11, "'occurredAt':'" + PAST.plusSeconds(i * 60L) + "',"));
            log.send("proof", item(i, 0, i % 11, "'occurredAt':'" + PAST.plusSeconds(i * 60L) + "',"));
        }
        for (int i = 0; i < 100; i++) {
            log.send("proof", item(i, 1, 10, "'occurredAt':'" + PAST.plusSeconds(i * 60L) + "',"));
        }
        for (int i = 200; i < 220; i++) {
            log.withdraw("proof", "i-" + i);
        }
        log.send("proof", item(1_000, 0, 3, ""));
        log.flush();
        await().atMost(PATIENCE).until(() -> n("proof", "window=365d") == 281);

        JsonNode march = audit("proof", "from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z");
        assertThat(march.path("drift").asLong()).as(march.toString()).isZero();
        assertThat(march.path("pending").asLong()).isZero();
        assertThat(march.path("items").asLong()).isEqualTo(300);
        // hours 12 to 16, one day and the month, for all and for each of two products
        assertThat(march.path("rows").asLong()).isEqualTo(7 * 3);
        JsonNode today = audit("proof", today());
        assertThat(today.path("drift").asLong()).as(today.toString()).isZero();
        // minute, hour and day, and the month on its last day
        assertThat(today.path("rows").asLong()).isGreaterThanOrEqualTo(3 * 2);
    }

    @Test
    void findsASumThatIsNotRightAndPutsItRightInANewGeneration() throws Exception {
        for (int i = 0; i < 50; i++) {
            log.send("broken", item(i, 0, 9, "'occurredAt':'" + PAST + "',"));
        }
        log.flush();
        await().atMost(PATIENCE).until(() -> n("broken", "window=365d") == 50);
        breakTheDay();

        JsonNode found = audit("broken", "from=2026-03-10T00:00:00Z&to=2026-03-11T00:00:00Z");
        assertThat(found.path("drift").asLong()).isEqualTo(1);
        JsonNode difference = found.path("differences").get(0);
        assertThat(difference.path("resolution").asString()).isEqualTo("day");
        assertThat(difference.path("bucket").asString()).isEqualTo("2026-03-10T00:00:00Z");
        assertThat(difference.path("cell").asString()).isEqualTo("total");
        assertThat(difference.path("stored").path("9").asLong()).isEqualTo(5_000);
        assertThat(difference.path("recounted").path("9").asLong()).isEqualTo(50);
        await("the check in the background").atMost(PATIENCE).until(() -> scoring.metric("earshot_scoring_drift") == 1);

        int before = activeGeneration();
        // on another day: the service still has the right sums of that one at hand, and would mend it
        for (int i = 50; i < 60; i++) {
            log.send("broken", item(i, 0, 9, "'occurredAt':'" + PAST.plus(1, ChronoUnit.DAYS) + "',"));
        }
        log.flush();
        ScoringService.Ended rebuild = scoring.rebuild();
        assertThat(rebuild.exitCode()).as(rebuild.log()).isZero();
        assertThat(rebuild.log()).contains("1 cells of generation " + before + " were different");

        assertThat(activeGeneration()).isGreaterThan(before);
        await().atMost(PATIENCE).until(() -> n("broken", "window=365d") == 60);
        assertThat(audit("broken", "from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z")
                        .path("drift")
                        .asLong())
                .isZero();
        await("the service folds the new generation").atMost(PATIENCE).untilAsserted(() -> {
            log.send("broken", item(60, 0, 9, "'occurredAt':'" + PAST + "',"));
            log.flush();
            assertThat(n("broken", "window=365d")).isEqualTo(61);
        });
        await().atMost(PATIENCE).until(scoring::isReady);
        assertThat(Recount.ofRows(TestServers.cassandra(), KEYSPACE))
                .isEqualTo(Recount.ofLog(log.readAll(Topics.EVENTS)));
        await("the check in the background").atMost(PATIENCE).until(() -> scoring.metric("earshot_scoring_drift") == 0);

        int fromItems = activeGeneration();
        ScoringService.Ended fromTopic = scoring.rebuild("topic");
        assertThat(fromTopic.exitCode()).as(fromTopic.log()).isZero();
        assertThat(activeGeneration()).isGreaterThan(fromItems);
        assertThat(Recount.ofRows(TestServers.cassandra(), KEYSPACE))
                .isEqualTo(Recount.ofLog(log.readAll(Topics.EVENTS)));
    }

    @Test
    void countsAnewWhileItemsKeepComing() throws Exception {
        AtomicBoolean rebuilt = new AtomicBoolean();
        FutureTask<Integer> customers = new FutureTask<>(() -> sendUntil(rebuilt));
        Thread sending = new Thread(customers, "customers");
        sending.start();
        int before = activeGeneration();
        ScoringService.Ended rebuild;
        try {
            await().atMost(PATIENCE).until(() -> n("busy", "window=365d") > 200);
            rebuild = scoring.rebuild();
        } finally {
            rebuilt.set(true);
        }
        int sent = customers.get(60, TimeUnit.SECONDS);
        assertThat(rebuild.exitCode()).as(rebuild.log()).isZero();
        assertThat(rebuild.log()).contains(" 0 cells of generation " + before + " were different");
        assertThat(activeGeneration()).isGreaterThan(before);

        await().atMost(PATIENCE).until(() -> n("busy", "window=365d") == sent);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Recount.ofRows(TestServers.cassandra(), KEYSPACE))
                        .isEqualTo(Recount.ofLog(log.readAll(Topics.EVENTS))));
        for (String month : List.of("from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z", today())) {
            JsonNode proof = audit("busy", month);
            assertThat(proof.path("drift").asLong()).as(proof.toString()).isZero();
            assertThat(proof.path("pending").asLong()).isZero();
        }
    }

    /** Items of now and of some days in March, each tenth revised to another day; gives back how many there are. */
    private static int sendUntil(AtomicBoolean enough) {
        int sent = 0;
        while (!enough.get()) {
            for (int i = 0; i < 10; i++) {
                String past = "'occurredAt':'" + PAST.plus(sent % 5, ChronoUnit.DAYS) + "',";
                log.send("busy", item(sent, 0, sent % 11, sent % 3 == 0 ? "" : past));
                sent++;
            }
            int revised = sent - 1 - sent / 3;
            log.send("busy", item(revised, 1, 10, "'occurredAt':'" + PAST.plus(sent % 7, ChronoUnit.DAYS) + "',"));
            log.flush();
            int atLeast = sent - 100;
            await("the scores follow").atMost(PATIENCE).until(() -> n("busy", "window=365d") >= atLeast);
        }
        return sent;
    }

    @Test
    void refusesToLoseWhatHasNoItemsAnyMore() {
        int before = activeGeneration();
        ScoringService.Ended rebuild = scoring.rebuild(Map.of("EARSHOT_SCORING_ITEMS_RETENTION", "500d"));

        assertThat(rebuild.exitCode()).as(rebuild.log()).isEqualTo(1);
        assertThat(rebuild.log())
                .contains("Nothing that is read was changed: items are kept for PT12000H, rows for good");
        assertThat(activeGeneration()).isEqualTo(before);
    }

    @Test
    void saysWhatIsWrongWithAQuestion() {
        HttpResponse<String> bad = scoring.get("/v1/scores/audit?to=yesterday&since=1", "sk_read-bad");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body()).contains("\"from\"", "\"to\"", "\"since\"", "yesterday");
        assertThat(scoring.get("/v1/scores/audit?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z", "sk_read-bad")
                        .body())
                .contains("59 days up to to (expected: at most 31 whole days)");
        ScoringService.Ended rebuild = scoring.rebuild("sideways");
        assertThat(rebuild.exitCode()).isEqualTo(2);
        assertThat(rebuild.log()).contains("rebuild sideways (expected: rebuild, rebuild items or rebuild topic)");
    }

    /** As a fault or a meddler would: the same row, other sums. */
    private static void breakTheDay() {
        Row row = Objects.requireNonNull(session.execute(
                        "SELECT generation, era, bucket, source, last_offset FROM score_rows"
                                + " WHERE store = 'broken' AND series = 'nps/0-10' AND segment = '' AND resolution = 'day' ALLOW FILTERING")
                .one());
        byte[] sums = {0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0x90, 0x4E, 0};
        session.execute(
                "UPDATE score_rows USING TIMESTAMP " + (row.getLong("last_offset") + 2)
                        + " SET total = ? WHERE generation = ? AND store = 'broken' AND series = 'nps/0-10' AND segment = ''"
                        + " AND resolution = 'day' AND era = ? AND bucket = ? AND source = ?",
                ByteBuffer.wrap(sums),
                row.getInt("generation"),
                row.getLong("era"),
                row.getLong("bucket"),
                row.getString("source"));
    }

    private static String today() {
        return "from=" + Instant.now().truncatedTo(ChronoUnit.DAYS);
    }

    private static int activeGeneration() {
        return Objects.requireNonNull(
                        session.execute("SELECT active FROM generations").one())
                .getInt("active");
    }

    private static String item(int number, int revision, int score, String occurredAt) {
        return "{'id':'i-%d','revision':%d,%s'kind':'survey','metric':'nps','score':%d,'context':{'touchpoint':'t%d','product':'p%d'}}"
                .formatted(number, revision, occurredAt, score, number % 3, number % 2);
    }

    private static long n(String store, String query) {
        return scoring.score(store, "metric=nps&" + query).path("n").asLong();
    }

    private static JsonNode audit(String store, String query) {
        return scoring.audit(store, query);
    }
}
