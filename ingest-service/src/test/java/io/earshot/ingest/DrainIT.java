package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.local.servers.KafkaServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIGTERM while clients post: what the service took is answered, what it acknowledged is stored. */
class DrainIT {

    private static final Logger LOG = LoggerFactory.getLogger(DrainIT.class);
    private static final int STOPS = Integer.getInteger("earshot.killed.rounds", 2);
    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"2s", "0s"})
    void answersAllThatItTookHoweverOftenItIsStoppedUnderLoad(String drain) {
        try (KafkaServer kafka = KafkaServer.start(KafkaServer.Settings.in(folder.resolve("kafka")))) {
            kafka.awaitReady(IngestProcess.START);
            Map<String, String> settings = Map.of("EARSHOT_INGEST_DRAIN", drain);
            try (IngestProcess ingest = IngestProcess.start(folder, kafka.address(), settings);
                    Load load = new Load(ingest.port())
                            .posts(6)
                            .seldomPosts(40, Duration.ofMillis(50))
                            .pipelines(2, 5)
                            .batches(2, 100)) {
                for (int round = 0; round < STOPS - 1; round++) {
                    awaitMore(load);
                    stop(ingest);
                    ingest.restart();
                }
                awaitMore(load);
                stop(ingest);
                load.stop();

                Set<String> stored = EventLog.ids(kafka.address());
                LOG.info(
                        "drain {}: acknowledged {}, refused {}, never taken {}, on the topic {}",
                        drain,
                        load.acknowledged(),
                        load.refused(),
                        load.unanswered(),
                        stored.size());
                assertThat(load.faults()).isEmpty();
                assertThat(load.lost(stored)).isEmpty();
                assertThat(load.leftWithoutAnswer(stored)).isEmpty();
            }
        }
    }

    @Test
    void goesOnForAWhileAndTellsEachClientToLeave() throws Exception {
        try (KafkaServer kafka = KafkaServer.start(KafkaServer.Settings.in(folder.resolve("kafka")))) {
            kafka.awaitReady(IngestProcess.START);
            try (IngestProcess ingest = IngestProcess.start(folder, kafka.address(), Map.of());
                    HttpSocket client = new HttpSocket(awaitReady(ingest))) {
                assertThat(post(client, "before").closes()).isFalse();

                ingest.process().destroy();
                await().until(() -> ingest.status("/readyz") == 503);
                HttpSocket.Answer last = post(client, "last");
                assertThat(last.status()).isEqualTo(202);
                assertThat(last.closes()).isTrue();
                try (HttpSocket another = new HttpSocket(ingest.port())) {
                    assertThat(post(another, "another").status()).isEqualTo(202);
                }
                try (HttpSocket late = new HttpSocket(ingest.port())) {
                    late.write(HttpSocket.post(
                                    "/v1/feedback/import?kind==review&rating=stars",
                                    IngestProcess.keys().get(0),
                                    "stars\n4\n")
                            .replace("application/json", "text/csv"));
                    HttpSocket.Answer refused = late.read();
                    assertThat(refused.status()).describedAs(refused.body()).isEqualTo(503);
                    assertThat(refused.body()).contains("the service stops");
                }
                assertThat(ingest.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(EventLog.ids(kafka.address())).containsExactlyInAnyOrder("before", "last", "another");
            }
        }
    }

    private static int awaitReady(IngestProcess ingest) {
        ingest.awaitReady();
        return ingest.port();
    }

    private static HttpSocket.Answer post(HttpSocket client, String id) throws java.io.IOException {
        client.write(HttpSocket.post(
                "/v1/feedback",
                IngestProcess.keys().get(0),
                "{\"id\":\"" + id + "\",\"kind\":\"review\",\"rating\":4}"));
        return client.read();
    }

    private static void stop(IngestProcess ingest) {
        ingest.process().destroy();
        await().atMost(Duration.ofSeconds(20)).until(() -> !ingest.process().isAlive());
        assertThat(ingest.process().exitValue()).isEqualTo(TERMINATED);
    }

    private static void awaitMore(Load load) {
        int before = load.acknowledged();
        await().atMost(IngestProcess.START).until(() -> load.acknowledged() > before + 2_000);
    }
}
