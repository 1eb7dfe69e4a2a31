package io.earshot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Reminders and escalations, where two instances look at the same timers. */
class StagesIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String STORE = "stages-shop";
    private static final int CASES = 20;

    @TempDir
    private Path folder;

    private AlertsProcess instance(String name) throws IOException {
        return new AlertsProcess(folder, name, List.of(STORE))
                .with("EARSHOT_ALERTS_KEYSPACE", "alerts_stages")
                .with("SPRING_KAFKA_CONSUMER_GROUP_ID", "alerts-stages")
                .with("EARSHOT_ALERTS_DUE_HIGH", "2s");
    }

    @Test
    void remindsAndEscalatesOnceThoughTwoInstancesLook() throws Exception {
        try (EventsTopic topic = new EventsTopic().create();
                Endpoint endpoint = new Endpoint();
                AlertsProcess one = instance("one");
                AlertsProcess other = instance("other")) {
            one.start().awaitReady();
            other.start().awaitReady();
            HttpResponse<String> made = one.post(
                    "/v1/channels",
                    AlertsProcess.SUPPORT + STORE,
                    "{\"name\": \"team\", \"type\": \"webhook\", \"url\": \"%s\"}".formatted(endpoint.url()));
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);

            IntStream.range(0, CASES).forEach(n -> topic.send(STORE, Items.nps("item-" + n, 1, "c-" + n)));

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> types(endpoint).getOrDefault("case.escalated", 0L) == CASES);
            // nothing more is due, and so nothing more comes
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(4))
                    .untilAsserted(() -> assertThat(types(endpoint))
                            .isEqualTo(Map.of(
                                    "case.opened", (long) CASES,
                                    "case.reminder", (long) CASES,
                                    "case.escalated", (long) CASES)));
            for (JsonNode found : cases(other)) {
                JsonNode whole = get(other, "/v1/cases/" + found.path("id").asString());
                assertThat(whole.path("history"))
                        .extracting(line -> line.path("type").asString())
                        .containsExactly("case.opened", "case.reminder", "case.escalated");
            }
        }
    }

    private static JsonNode cases(AlertsProcess service) throws IOException, InterruptedException {
        JsonNode cases = get(service, "/v1/cases").path("cases");
        assertThat(cases).hasSize(CASES);
        return cases;
    }

    private static JsonNode get(AlertsProcess service, String path) throws IOException, InterruptedException {
        return MAPPER.readTree(service.get(path, AlertsProcess.SUPPORT + STORE).body());
    }

    /** How many messages there were of each type; a message that came twice has the same id. */
    private static Map<String, Long> types(Endpoint endpoint) {
        return endpoint.messages().stream()
                .collect(Collectors.toMap(Endpoint.Message::id, message -> message, (first, repeat) -> first))
                .values()
                .stream()
                .collect(Collectors.groupingBy(
                        message -> message.json().path("type").asString(), Collectors.counting()));
    }
}
