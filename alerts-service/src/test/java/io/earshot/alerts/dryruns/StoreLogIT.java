package io.earshot.alerts.dryruns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.earshot.alerts.problem.ProblemException;
import io.earshot.feedback.StorePartition;
import io.earshot.feedback.Topics;
import io.earshot.testservers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StoreLogIT {

    private static final int SPREAD = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String store = "log-of-" + UUID.randomUUID();
    private final Instant now = Instant.now();
    private final StoreLog log = log(TestServers.kafka(), SPREAD, PATIENCE);
    private final List<String> seen = new ArrayList<>();

    @BeforeAll
    static void makeTheTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafka()))) {
            admin.createTopics(List.of(new NewTopic(Topics.EVENTS, SPREAD, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    @Test
    void readsTheStoresOwnRecordsFromATimeToTheEnd() {
        send("too-early", now.minusSeconds(100));
        send("first", now.minusSeconds(10));
        send("early-by-its-senders-clock", now.minusSeconds(51));
        send("last", now);

        assertThat(read(now.minusSeconds(50), deadline())).isNull();

        assertThat(seen).containsExactly("first", "last");
    }

    @Test
    void readsNothingWhereNothingCame() {
        assertThat(read(Instant.now().plusSeconds(3_600), deadline())).isNull();
        assertThat(seen).isEmpty();
    }

    @Test
    void saysHowFarItCameWhenTimeIsUp() {
        send("first", now);

        assertThat(read(now.minusSeconds(50), System.nanoTime())).isEqualTo(now.minusSeconds(50));
        assertThat(seen).isEmpty();
    }

    @Test
    void saysHowFarItCameWhenTheReaderHasEnough() {
        send("first", now.minusSeconds(10));
        send("second", now.minusSeconds(5));
        send("third", now);

        Instant reached = log.read(store, now.minusSeconds(50), deadline(), message -> {
            seen.add(new String(message.value(), UTF_8));
            return seen.size() < 2;
        });

        assertThat(seen).containsExactly("first", "second");
        assertThat(reached).isNotNull().isBetween(now.minusSeconds(51), now);
    }

    @Test
    void refusesToLookWhereTheStoreCantBe() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () -> log(TestServers.kafka(), 1_000, PATIENCE).read(store, now, deadline(), message -> true))
                .withMessageContaining("expected: at least 1000, as EARSHOT_SPREAD says");
    }

    @Test
    void failsSoonWhereKafkaIsAway() {
        assertThatExceptionOfType(KafkaException.class)
                .isThrownBy(() -> log("127.0.0.1:1", SPREAD, Duration.ofSeconds(1))
                        .read(store, now, deadline(), message -> true));
    }

    private Instant read(Instant from, long deadline) {
        return log.read(store, from, deadline, message -> seen.add(new String(message.value(), UTF_8)));
    }

    private static StoreLog log(String brokers, int spread, Duration patience) {
        return new StoreLog(Map.of("bootstrap.servers", brokers, "group.id", "none"), spread, patience);
    }

    private static long deadline() {
        return System.nanoTime() + PATIENCE.toNanos();
    }

    private void send(String value, Instant time) {
        int partition = StorePartition.of(store, SPREAD);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", TestServers.kafka()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String key : List.of("somebody-else", store)) {
                producer.send(new ProducerRecord<>(
                        Topics.EVENTS, partition, time.toEpochMilli(), key.getBytes(UTF_8), value.getBytes(UTF_8)));
            }
        }
    }
}
