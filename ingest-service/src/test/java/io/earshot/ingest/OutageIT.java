package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.local.servers.KafkaServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A minute without Kafka, at full load and with little memory. */
class OutageIT {

    private static final Logger LOG = LoggerFactory.getLogger(OutageIT.class);
    private static final String AWAY = "earshot_ingest_kafka_away";
    private static final Duration OUTAGE = Duration.ofSeconds(60);
    /** The promise is milliseconds, the machine two cores that are both busy making load: far below a time-out of 1.7 s in any case. */
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    @TempDir
    private Path folder;

    @Test
    void refusesAtOnceInBoundedMemoryAndIsBackWithinSeconds() throws Exception {
        try (KafkaServer kafka = KafkaServer.start(KafkaServer.Settings.in(folder.resolve("kafka")))) {
            kafka.awaitReady(IngestProcess.START);
            try (IngestProcess ingest = IngestProcess.start(folder, kafka.address(), Map.of(), "-Xmx256m");
                    Load load = new Load(ingest.port()).posts(16).batches(4, 200)) {
                await().atMost(IngestProcess.START)
                        .until(() -> load.acknowledged().size() > 50_000);

                kafka.kill();
                long gone = System.nanoTime();
                await().ignoreExceptions().until(() -> ingest.metric(AWAY) > 0 && settled(load));
                load.resetRefusals();
                int before = load.acknowledged().size();
                await().pollInterval(Duration.ofSeconds(1))
                        .atMost(OUTAGE.multipliedBy(2))
                        .until(() -> {
                            assertThat(ingest.status("/livez")).isEqualTo(200);
                            assertThat(ingest.status("/readyz")).isEqualTo(200);
                            return System.nanoTime() - gone > OUTAGE.toNanos();
                        });
                Duration most = load.refusals(10);
                LOG.info("refusals: half within {}, 99 % {}, 99.9 % {}", load.refusals(500), most, load.refusals(1));
                assertThat(most).isLessThan(AT_ONCE);
                assertThat(load.acknowledged()).hasSize(before);

                kafka.restart();
                kafka.awaitReady(IngestProcess.START);
                long back = System.nanoTime();
                await().atMost(Duration.ofSeconds(5))
                        .until(() -> load.acknowledged().size() > before);
                LOG.info("first 202 after {} ms", (System.nanoTime() - back) / 1_000_000);
                await().atMost(Duration.ofSeconds(30)).until(() -> ingest.metric(AWAY) == 0);
                load.stop();

                Set<String> stored = EventLog.ids(kafka.address());
                LOG.info(
                        "acknowledged {}, refused {}, on the topic {}",
                        load.acknowledged().size(),
                        load.refused(),
                        stored.size());
                assertThat(stored).containsAll(load.acknowledged());
                assertThat(load.faults()).isEmpty();
                assertThat(load.unanswered()).isZero();
                assertThat(ingest.process().isAlive()).isTrue();
                assertThat(Files.readAllLines(ingest.log()).stream().filter(line -> line.contains("Kafka ")))
                        .hasSize(2);
            }
        }
    }

    private final AtomicReference<Integer> last = new AtomicReference<>(-1);

    /** What was on its way to Kafka when it went is answered. */
    private boolean settled(Load load) {
        return load.acknowledged().size() == last.getAndSet(load.acknowledged().size());
    }
}
