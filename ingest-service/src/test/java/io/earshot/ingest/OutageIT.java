package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.local.servers.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Some time without Kafka, at full load and with little memory. {@code -Dearshot.outage.seconds=…} makes it longer. */
class OutageIT {

    private static final Logger LOG = LoggerFactory.getLogger(OutageIT.class);
    private static final String AWAY = "earshot_ingest_kafka_away";
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("earshot.outage.seconds", 15));
    /** The promise is milliseconds, the machine two cores that are both busy making load: far below a time-out of 1.7 s in any case. */
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    @TempDir
    private Path folder;

    private int lastAcknowledged = -1;

    @Test
    void refusesAtOnceInBoundedMemoryAndIsBackWithinSeconds() throws Exception {
        try (KafkaServer kafka = KafkaServer.start(KafkaServer.Settings.in(folder.resolve("kafka")))) {
            kafka.awaitReady(IngestProcess.START);
            try (IngestProcess ingest = IngestProcess.start(folder, kafka.address(), Map.of(), "-Xmx256m");
                    Load load = new Load(ingest.port()).posts(16).batches(4, 200)) {
                await().atMost(IngestProcess.START).until(() -> load.acknowledged() > 50_000);

                kafka.kill();
                long gone = System.nanoTime();
                await().ignoreExceptions().until(() -> ingest.metric(AWAY) > 0 && settled(load));
                load.resetRefusals();
                int before = load.acknowledged();
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
                assertThat(load.acknowledged()).isEqualTo(before);

                kafka.restart();
                kafka.awaitReady(IngestProcess.START);
                long back = System.nanoTime();
                await().atMost(Duration.ofSeconds(5)).until(() -> load.acknowledged() > before);
                long first = System.nanoTime();
                await().atMost(Duration.ofSeconds(10)).until(() -> ingest.metric(AWAY) == 0);
                LOG.info("first 202 after {} ms, all partitions {} ms later", millis(back, first), millisSince(first));
                load.stop();

                Set<String> stored = EventLog.ids(kafka.address());
                LOG.info(
                        "acknowledged {}, refused {}, on the topic {}",
                        load.acknowledged(),
                        load.refused(),
                        stored.size());
                assertThat(load.lost(stored)).isEmpty();
                assertThat(load.faults()).isEmpty();
                assertThat(load.unanswered()).isZero();
                assertThat(ingest.process().isAlive()).isTrue();
                assertThat(linesAboutKafka(ingest))
                        .as("one at the begin, one at the end")
                        .hasSize(2);
            }
        }
    }

    private static List<String> linesAboutKafka(IngestProcess ingest) throws IOException {
        return Files.readAllLines(ingest.log()).stream()
                .filter(line -> line.contains("Kafka "))
                .peek(LOG::info)
                .toList();
    }

    private static long millis(long from, long to) {
        return TimeUnit.NANOSECONDS.toMillis(to - from);
    }

    private static long millisSince(long from) {
        return millis(from, System.nanoTime());
    }

    /** What was on its way to Kafka when it went is answered. */
    private boolean settled(Load load) {
        int before = lastAcknowledged;
        lastAcknowledged = load.acknowledged();
        return lastAcknowledged == before;
    }
}
