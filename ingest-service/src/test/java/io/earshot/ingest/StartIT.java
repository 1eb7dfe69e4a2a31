package io.earshot.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.feedback.Topics;
import io.earshot.local.servers.KafkaServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the service comes. */
class StartIT {

    private static final String ITEM = "{\"kind\":\"review\",\"rating\":4}";
    private static final Duration START = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void startsWithoutKafkaAndMakesTheTopicWhenItComes() throws ExecutionException, InterruptedException {
        KafkaServer.Settings settings = KafkaServer.Settings.in(folder);
        try (RunningIngest ingest = new RunningIngest("127.0.0.1:" + settings.port())) {
            assertThat(ingest.get("/livez").statusCode()).isEqualTo(200);
            assertThat(ingest.get("/readyz").statusCode()).isEqualTo(503);
            assertThat(ingest.post("/v1/feedback", ITEM).statusCode()).isEqualTo(503);

            try (KafkaServer kafka = KafkaServer.start(settings)) {
                await().atMost(START).until(() -> ingest.get("/readyz").statusCode() == 200);

                assertThat(ingest.post("/v1/feedback", ITEM).statusCode()).isEqualTo(202);
                assertTopic(kafka.address());
            }
        }
    }

    @Test
    void staysUnreadyWhileTheTopicHasTooFewPartitions() throws ExecutionException, InterruptedException {
        try (KafkaServer kafka = KafkaServer.start(KafkaServer.Settings.in(folder))) {
            kafka.awaitReady(START);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.address()))) {
                admin.createTopics(List.of(new NewTopic(Topics.EVENTS, 3, (short) 1)))
                        .all()
                        .get();
                try (RunningIngest ingest = new RunningIngest(kafka.address())) {
                    await().during(Duration.ofSeconds(2))
                            .until(() -> ingest.get("/readyz").statusCode() == 503);

                    admin.createPartitions(Map.of(Topics.EVENTS, NewPartitions.increaseTo(24)))
                            .all()
                            .get();

                    await().atMost(START).until(() -> ingest.get("/readyz").statusCode() == 200);
                    assertThat(ingest.post("/v1/feedback", ITEM).statusCode()).isEqualTo(202);
                }
            }
        }
    }

    private static void assertTopic(String kafka) throws ExecutionException, InterruptedException {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.EVENTS);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            var config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
            assertThat(config.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
            assertThat(config.get("retention.ms").value())
                    .isEqualTo(Long.toString(Duration.ofDays(30).toMillis()));
            assertThat(admin.describeTopics(List.of(Topics.EVENTS))
                            .allTopicNames()
                            .get()
                            .get(Topics.EVENTS)
                            .partitions())
                    .hasSize(24);
        }
    }
}
