package io.earshot.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class SharedServersIT {

    @Test
    void kafkaTakesATopicAndIsTheSameOneForAll() throws Exception {
        String topic = "topic-" + UUID.randomUUID();

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafka()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);

            // a broker hears of a new topic a moment after the controller has answered
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS))
                            .contains(topic));
        }
        assertThat(TestServers.kafka()).isEqualTo(TestServers.kafka());
    }

    @Test
    void cassandraTakesASessionAndIsTheSameOneForAll() {
        CassandraAddress address = TestServers.cassandra();

        try (CqlSession session = CqlSession.builder()
                .addContactPoint(address.socketAddress())
                .withLocalDatacenter(address.datacenter())
                .build()) {
            assertThat(session.execute("SELECT release_version FROM system.local")
                            .one())
                    .isNotNull();
        }
        assertThat(TestServers.cassandra()).isEqualTo(address);
    }
}
