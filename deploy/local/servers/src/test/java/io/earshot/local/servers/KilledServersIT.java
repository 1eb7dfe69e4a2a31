package io.earshot.local.servers;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledServersIT {

    private static final Duration START = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    @Test
    void kafkaKeepsWhatItAcknowledgedBeforeItWasKilled() throws Exception {
        try (KafkaServer kafka = KafkaServer.start(KafkaServer.Settings.in(folder))) {
            kafka.awaitReady(START);
            long firstPid = kafka.pid();
            createTopic(kafka, "kept");
            send(kafka, "kept", "acknowledged");

            kafka.kill();
            assertThat(kafka.answers()).isFalse();
            kafka.restart();
            kafka.awaitReady(START);

            assertThat(kafka.pid()).isNotEqualTo(firstPid);
            assertThat(firstValue(kafka, "kept")).isEqualTo("acknowledged");
        }
    }

    @Test
    void cassandraKeepsWhatItAcknowledgedBeforeItWasKilled() {
        try (CassandraServer cassandra = CassandraServer.start(CassandraServer.Settings.in(folder))) {
            cassandra.awaitReady(START);
            int rows = 500;
            try (CqlSession session = session(cassandra)) {
                session.execute(
                        "CREATE KEYSPACE kept WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
                session.execute("CREATE TABLE kept.rows (id int PRIMARY KEY)");
                for (int id = 0; id < rows; id++) {
                    session.execute("INSERT INTO kept.rows (id) VALUES (" + id + ")");
                }
                cassandra.kill();
            }

            cassandra.restart();
            cassandra.awaitReady(START);

            try (CqlSession session = session(cassandra)) {
                assertThat(session.execute("SELECT id FROM kept.rows").all()).hasSize(rows);
            }
        }
    }

    @Test
    void aFrozenServerDoesNotAnswerUntilItGoesOn() {
        try (KafkaServer kafka = KafkaServer.start(KafkaServer.Settings.in(folder))) {
            kafka.awaitReady(START);

            kafka.signal("STOP");
            // the signal reaches one thread after the other
            Awaitility.await().until(() -> !kafka.answers());
            assertThat(kafka.process().isAlive()).isTrue();

            kafka.signal("CONT");
            kafka.awaitReady(START);
        }
    }

    private static void createTopic(KafkaServer kafka, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.address()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
        }
    }

    private static void send(KafkaServer kafka, String topic, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.address(), "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get(30, TimeUnit.SECONDS);
        }
    }

    private static String firstValue(KafkaServer kafka, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.address()), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return consumer.poll(Duration.ofSeconds(30)).iterator().next().value();
        }
    }

    private static CqlSession session(CassandraServer cassandra) {
        return CqlSession.builder()
                .addContactPoint(cassandra.socketAddress())
                .withLocalDatacenter(CassandraServer.DATACENTER)
                .build();
    }
}
