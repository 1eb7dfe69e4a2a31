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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each fault makes its alerts fire in a real Prometheus, and its end clears them; with the rules as they are, but seconds in place of minutes.
 * Takes several minutes, so it is no part of a build: {@code mvn verify -Pbrowser -pl deploy/local/launcher -am -Dit.test=StagedFaults -Dtest=NoSuch
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
class StagedFaults {

    private static final Logger LOG = LoggerFactory.getLogger(StagedFaults.class);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String POST = "/v1/feedback";

    @TempDir
    private static Path folder;

    private static final AtomicLong SENT = new AtomicLong();
    private static final AtomicBoolean BROKEN = new AtomicBoolean();
    private static final ScheduledExecutorService TRAFFIC = Executors.newScheduledThreadPool(4);

    private static RunningEarshot earshot;
    private static Prometheus prometheus;

    /** What is done to bring a fault about, or to end it. */
    private interface Step {

        void run() throws Exception;
    }

    @BeforeAll
    static void start() throws Exception {
        earshot = RunningEarshot.start(folder);
        prometheus = Prometheus.start(
                folder, earshot, List.of(hastened("recording-rules.yml"), hastened("alerting-rules.yml")));
        for (int i = 0; i < 4; i++) {
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
        if (earshot != null) {
            earshot.close();
        }
    }

    /** Ten seconds of rates, two of patience, and bounds that a test can cross. */
    private static Path hastened(String file) throws IOException {
        String rules = Files.readString(RepositoryRoot.find().resolve("deploy/prometheus/" + file))
                .replaceAll("\\[\\d+[mh]]", "[10s]")
                .replaceAll("for: \\d+m", "for: 2s")
                .replace("earshot:pipeline_age_seconds:max > 60", "earshot:pipeline_age_seconds:max > 15")
                .replace("p99_15m > 60", "p99_15m > 1")
                .replace("> 50000", "> 500");
        return Files.writeString(folder.resolve(file), rules);
    }

    private static void post() {
        try {
            String item = BROKEN.get()
                    ? "{\"kind\": \"survey\"}"
                    : "{\"kind\": \"survey\", \"metric\": \"nps\", \"score\": 9, \"id\": \"staged-"
                            + SENT.incrementAndGet() + "\"}";
            earshot.send("POST", 8080, POST, "EARSHOT_INGEST_KEY", item);
        } catch (RuntimeException e) {
            // the fault
        }
    }

    private static void read() {
        try {
            earshot.send("GET", 8081, "/v1/scores?metric=nps&window=24h", "EARSHOT_READ_KEY", "");
        } catch (RuntimeException e) {
            // the fault
        }
    }

    private static void stage(String fault, Step begin, Step end, String... alerts) throws Exception {
        long start = System.nanoTime();
        begin.run();
        Set<String> expected = Set.of(alerts);
        Set<String> seen = new TreeSet<>();
        await("alerts of: " + fault).atMost(PATIENCE).untilAsserted(() -> {
            seen.addAll(prometheus.firing());
            assertThat(seen).containsAll(expected);
        });
        long fired = System.nanoTime();
        end.run();
        await("end of: " + fault)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prometheus.firing()).isEmpty());
        LOG.info(
                "{}: {} fired within {} s, all clear {} s after its end",
                fault,
                seen,
                TimeUnit.NANOSECONDS.toSeconds(fired - start),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - fired));
    }

    @Test
    void firesAndClearsWhateverIsStaged() throws Exception {
        stage("broken posts", () -> BROKEN.set(true), () -> BROKEN.set(false), "EarshotItemsRejected");
        stage("an unreadable record", StagedFaults::junk, () -> {}, "EarshotDeadLetters");
        stage(
                "scoring hangs",
                () -> earshot.freeze("scoring-service", true),
                () -> earshot.freeze("scoring-service", false),
                "EarshotInstanceDown",
                "EarshotServiceGone",
                "EarshotScoringSilent");
        stage(
                "alerts hangs",
                () -> earshot.freeze("alerts-service", true),
                () -> earshot.freeze("alerts-service", false),
                "EarshotInstanceDown",
                "EarshotAlertsSilent");
        stage(
                "Kafka hangs",
                () -> earshot.freeze("kafka", true),
                () -> earshot.freeze("kafka", false),
                "EarshotIngestRefusing",
                "EarshotKafkaAway",
                "EarshotPublishSlow",
                "EarshotPipelineOld",
                "EarshotScoresNotPublished");
        stage(
                "Cassandra hangs",
                () -> earshot.freeze("cassandra", true),
                () -> earshot.freeze("cassandra", false),
                "EarshotCassandraAway",
                "EarshotCassandraSlow",
                "EarshotApiErrors",
                "EarshotScoringSilent",
                "EarshotAlertsSilent");
        failingEndpoint();
    }

    private static void failingEndpoint() throws Exception {
        String channel = new JsonMapper()
                .readTree(earshot.send(
                                "POST", 8082, "/v1/channels", "EARSHOT_SUPPORT_KEY", """
                        {"name": "nobody there", "type": "webhook", "url": "http://127.0.0.1:%d/"}""".formatted(FreePorts.next()))
                        .body())
                .path("id")
                .asString();
        stage(
                "an endpoint that is not there",
                () -> earshot.send(
                        "POST",
                        8080,
                        POST,
                        "EARSHOT_INGEST_KEY",
                        "{\"kind\": \"survey\", \"metric\": \"nps\", \"score\": 0}"),
                () -> earshot.send("DELETE", 8082, "/v1/channels/" + channel, "EARSHOT_SUPPORT_KEY", ""),
                "EarshotEndpointFailing",
                "EarshotDeliveriesOwed");
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
