package io.earshot.local.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.local.servers.FreePorts;
import io.earshot.local.servers.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each fault makes its alerts fire in a real Prometheus, and its end clears them; with the rules as they are, but seconds in place of minutes.
 * Takes some ten minutes and wants a machine of its own, so it is no part of a build: {@code mvn verify -Pbrowser -pl deploy/local/launcher -am
 * -Dit.test=StagedFaults -Dtest=NoSuch -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StagedFaults {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String POST = "/v1/feedback";
    private static final String SCORING = "scoring-service";
    private static final String ALERTS = "alerts-service";

    @TempDir
    private static Path folder;

    private static final AtomicLong SENT = new AtomicLong();
    private static final AtomicBoolean QUIET = new AtomicBoolean();
    private static final AtomicBoolean BROKEN = new AtomicBoolean();
    private static final AtomicBoolean UNHAPPY = new AtomicBoolean();
    private static final Set<String> STAGED = new TreeSet<>();
    private static final ScheduledExecutorService TRAFFIC = Executors.newScheduledThreadPool(4);

    private static RunningEarshot earshot;
    private static Prometheus prometheus;
    private static Faults faults;

    /** What is done to bring a fault about, or to end it. */
    private interface Step {

        void run() throws Exception;
    }

    @BeforeAll
    static void start() throws Exception {
        earshot = RunningEarshot.start(
                folder,
                Map.of("EARSHOT_ALERTS_RETRY_SCHEDULE", "0s,3s,3s,3s,3s,3s,3s", "EARSHOT_SCORING_AUDIT_RATE", "20000"));
        faults = new Faults(earshot, folder);
        prometheus = Prometheus.start(
                folder, earshot, List.of(hastened("recording-rules.yml"), hastened("alerting-rules.yml")));
        for (int i = 0; i < 3; i++) {
            TRAFFIC.scheduleWithFixedDelay(StagedFaults::post, 0, 100, TimeUnit.MILLISECONDS);
        }
        TRAFFIC.scheduleWithFixedDelay(StagedFaults::read, 0, 200, TimeUnit.MILLISECONDS);
        await().pollDelay(Duration.ofSeconds(15))
                .atMost(PATIENCE)
                .until(() -> prometheus.firing().isEmpty());
    }

    @AfterAll
    static void stop() {
        TRAFFIC.shutdownNow();
        if (prometheus != null) {
            prometheus.close();
        }
        if (faults != null) {
            faults.close();
        }
        if (earshot != null) {
            earshot.close();
        }
    }

    /** Ten seconds of rates, two of patience, and bounds that a test can cross. */
    private static Path hastened(String file) throws IOException {
        String rules = Files.readString(RepositoryRoot.find().resolve("deploy/prometheus/" + file))
                .replaceAll("\\[\\d+[mh]]", "[10s]")
                .replaceAll("for: \\d+m", "for: 2s")
                .replace("earshot:pipeline_age_seconds:max > 60", "earshot:pipeline_age_seconds:max > 20")
                .replace("p99_15m > 60", "p99_15m > 5")
                .replace("> 50000", "> 500");
        return Files.writeString(folder.resolve(file), rules);
    }

    private static void post() {
        if (QUIET.get()) {
            return;
        }
        String item = BROKEN.get()
                ? "{\"kind\": \"survey\"}"
                : "{\"kind\": \"survey\", \"metric\": \"nps\", \"score\": %d, \"id\": \"staged-%d\"}"
                        .formatted(UNHAPPY.get() ? 0 : 9, SENT.incrementAndGet());
        send(8080, POST, "EARSHOT_INGEST_KEY", "POST", item);
    }

    private static void read() {
        send(8081, "/v1/scores?metric=nps&window=24h", "EARSHOT_READ_KEY", "GET", "");
    }

    private static void send(int port, String path, String key, String method, String body) {
        try {
            earshot.send(method, port, path, key, body);
        } catch (RuntimeException e) {
            // the fault
        }
    }

    private static void stage(String fault, Step begin, Step end, String... alerts) throws Exception {
        long start = System.nanoTime();
        begin.run();
        long begun = System.nanoTime();
        Set<String> expected = Set.of(alerts);
        Set<String> seen = new TreeSet<>();
        try {
            await("alerts of: " + fault).atMost(PATIENCE).untilAsserted(() -> {
                seen.addAll(prometheus.firing());
                assertThat(seen).containsAll(expected);
            });
        } finally {
            end.run();
        }
        long ended = System.nanoTime();
        await("end of: " + fault)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prometheus.firing()).isEmpty());
        STAGED.addAll(expected);
        System.out.printf(
                "STAGED %s: %s; brought about in %d s, all fired after %d s more, all clear %d s after its end; seen besides: %s%n",
                fault,
                new TreeSet<>(expected),
                TimeUnit.NANOSECONDS.toSeconds(begun - start),
                TimeUnit.NANOSECONDS.toSeconds(ended - begun),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - ended),
                seen.stream().filter(alert -> !expected.contains(alert)).toList());
    }

    @Test
    @Order(1)
    void tellsOfScoresThatAreWrong() throws Exception {
        Instant dayBeforeYesterday = Instant.now().minus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        earshot.send("POST", 8080, POST, "EARSHOT_INGEST_KEY", """
                {"kind": "review", "rating": 4, "id": "reviewed", "occurredAt": "%s"}""".formatted(dayBeforeYesterday));
        await().atMost(PATIENCE)
                .until(() -> earshot.score("metric=review&window=7d").path("n").asLong() == 1);
        Runnable[] mend = new Runnable[1];
        stage("a row of another's", () -> mend[0] = faults.falsify(), () -> mend[0].run(), "EarshotScoresDrift");
    }

    @Test
    @Order(2)
    void tellsOfBadInput() throws Exception {
        stage("broken posts", () -> BROKEN.set(true), () -> BROKEN.set(false), "EarshotItemsRejected");
        stage("an unreadable record", StagedFaults::junk, () -> {}, "EarshotDeadLetters");
    }

    @Test
    @Order(3)
    void tellsOfServicesThatHang() throws Exception {
        hang(SCORING, "EarshotInstanceDown", "EarshotServiceGone", "EarshotScoringSilent");
        hang(ALERTS, "EarshotInstanceDown", "EarshotServiceGone", "EarshotAlertsSilent");
        stage("a full heap", () -> faults.fillHeap(SCORING), () -> faults.emptyHeap(SCORING), "EarshotHeapFull");
    }

    @Test
    @Order(4)
    void tellsOfAKafkaThatIsSlowOrAway() throws Exception {
        stage("a slow Kafka", () -> faults.slowDown("kafka"), () -> faults.goOn(), "EarshotPublishSlow");
        hang("kafka", "EarshotIngestRefusing", "EarshotKafkaAway", "EarshotPipelineOld", "EarshotScoresNotPublished");
    }

    @Test
    @Order(5)
    void tellsOfACassandraThatIsSlowOrAway() throws Exception {
        stage("a slow Cassandra", () -> faults.slowDown("cassandra"), () -> faults.goOn(), "EarshotCassandraSlow");
        hang("cassandra", "EarshotCassandraAway", "EarshotApiErrors", "EarshotPipelineOld", "EarshotScoringSilent");
    }

    private static void hang(String part, String... alerts) throws Exception {
        stage(part + " hangs", () -> faults.freeze(part), () -> faults.thaw(part), alerts);
    }

    @Test
    @Order(6)
    void tellsOfABacklog() throws Exception {
        stage("a backlog", StagedFaults::backlog, () -> {}, "EarshotScoringBehind", "EarshotAlertsBehind");
    }

    /** Answers that come while nobody reads them; one in thirty is a detractor's. */
    private static void backlog() throws Exception {
        String rows = IntStream.range(0, 150_000)
                .mapToObj(row -> row + "," + (row % 30 == 0 ? 0 : 9))
                .collect(Collectors.joining("\n", "row,score\n", "\n"));
        Path csv = Files.writeString(folder.resolve("backlog.csv"), rows);
        faults.freeze(SCORING);
        faults.freeze(ALERTS);
        try {
            earshot.importCsv(csv, "kind==survey&metric==nps&id=row&idPrefix=backlog-&score=score");
        } finally {
            faults.thaw(SCORING);
            faults.thaw(ALERTS);
        }
    }

    @Test
    @Order(7)
    void tellsOfAnEndpointThatIsNotThere() throws Exception {
        String[] channel = new String[1];
        stage(
                "an endpoint that is not there",
                () -> {
                    channel[0] = makeChannel();
                    UNHAPPY.set(true);
                },
                () -> UNHAPPY.set(false),
                "EarshotEndpointFailing",
                "EarshotDeliveriesOwed",
                "EarshotDeliveriesGivenUp");
        stage(
                "attempts that come late",
                () -> {
                    UNHAPPY.set(true);
                    // the time is the fault: attempts that were due meanwhile are as late
                    TimeUnit.SECONDS.sleep(5);
                    faults.freeze(ALERTS);
                    TimeUnit.SECONDS.sleep(20);
                    faults.thaw(ALERTS);
                },
                () -> {
                    UNHAPPY.set(false);
                    earshot.send("DELETE", 8082, "/v1/channels/" + channel[0], "EARSHOT_SUPPORT_KEY", "");
                },
                "EarshotDeliveriesLate");
    }

    private static String makeChannel() {
        return new JsonMapper()
                .readTree(earshot.send(
                                "POST", 8082, "/v1/channels", "EARSHOT_SUPPORT_KEY", """
                        {"name": "nobody there", "type": "webhook", "url": "http://127.0.0.1:%d/"}""".formatted(FreePorts.next()))
                        .body())
                .path("id")
                .asString();
    }

    @Test
    @Order(8)
    void tellsOfALogThatLostItsEnd() throws Exception {
        stage("a log that lost its end", StagedFaults::loseTheEndOfTheLog, () -> {}, "EarshotLogLost");
    }

    /** When all is read: what only one of two groups had read would be drift, for good. */
    private static void loseTheEndOfTheLog() throws Exception {
        QUIET.set(true);
        try {
            await().pollDelay(Duration.ofSeconds(5))
                    .atMost(PATIENCE)
                    .until(() -> prometheus
                            .query("sum(job:kafka_consumer_records_lag:sum) == 0")
                            .path("data")
                            .path("result")
                            .has(0));
            faults.loseTheEndOfTheLog();
        } finally {
            QUIET.set(false);
        }
    }

    @Test
    @Order(9)
    void tellsOfAllThereIs() {
        Set<String> all = prometheus.rules().stream()
                .filter(rule -> rule.path("type").asString().equals("alerting"))
                .map(rule -> rule.path("name").asString())
                .collect(Collectors.toSet());

        assertThat(STAGED).containsExactlyInAnyOrderElementsOf(all);
    }

    private static void junk() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", earshot.kafka()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            "feedback.events.v1", "staged".getBytes(UTF_8), "{\"broken".getBytes(UTF_8)))
                    .get();
        }
    }
}
