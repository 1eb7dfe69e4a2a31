package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.local.servers.KafkaServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A 202 outlives everything. {@code -Dearshot.killed.rounds=…} makes it longer. */
class KilledIT {

    private static final Logger LOG = LoggerFactory.getLogger(KilledIT.class);
    private static final int ROUNDS = Integer.getInteger("earshot.killed.rounds", 2);
    /** In each round: enough that some are in flight at any moment. */
    private static final int ITEMS = 2_000;

    @TempDir
    private Path folder;

    @Test
    void losesNothingThatItAcknowledgedWhileItAndKafkaAreKilledInALoop() {
        try (KafkaServer kafka = KafkaServer.start(KafkaServer.Settings.in(folder.resolve("kafka")))) {
            kafka.awaitReady(IngestProcess.START);
            try (IngestProcess ingest = IngestProcess.start(folder, kafka.address(), Map.of());
                    Load load = new Load(ingest.port()).posts(6).batches(2, 50)) {
                for (int round = 0; round < ROUNDS; round++) {
                    awaitMore(load);
                    ingest.kill();
                    ingest.restart();
                    awaitMore(load);
                    kafka.kill();
                    kafka.restart();
                    awaitMore(load);
                    // at once, so that neither can make good for the other
                    kafka.kill();
                    ingest.kill();
                    kafka.restart();
                    ingest.restart();
                }
                awaitMore(load);
                load.stop();

                Set<String> stored = EventLog.ids(kafka.address());
                LOG.info(
                        "acknowledged {}, refused {}, unanswered {}, on the topic {}",
                        load.acknowledged(),
                        load.refused(),
                        load.unanswered(),
                        stored.size());
                assertThat(load.lost(stored)).isEmpty();
                assertThat(load.faults()).noneMatch(fault -> !fault.startsWith("cut"));
            }
        }
    }

    private static void awaitMore(Load load) {
        int before = load.acknowledged();
        await().atMost(IngestProcess.START).until(() -> load.acknowledged() > before + ITEMS);
    }
}
