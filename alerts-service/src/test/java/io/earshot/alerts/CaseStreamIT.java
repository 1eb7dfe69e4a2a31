package io.earshot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.feedback.Topics;
import io.earshot.testservers.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What is told of cases, by two instances: on streams, on the topic, and in numbers. */
class CaseStreamIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> STORES =
            IntStream.range(0, 10).mapToObj(n -> "stream-shop-" + n).toList();

    @TempDir
    private static Path folder;

    private static EventsTopic topic;
    private static AlertsProcess one;
    private static AlertsProcess other;
    private static int used;

    private String store;

    @BeforeAll
    static void start() throws Exception {
        topic = new EventsTopic().create();
        one = instance().start().awaitReady();
        other = instance().start().awaitReady();
        // the topic of the cases is made with the first one
        topic.send(STORES.get(9), Items.nps("first", 1, "c-1"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(published(STORES.get(9))).hasSize(1));
    }

    private static AlertsProcess instance() throws IOException {
        return new AlertsProcess(folder, "streams", STORES)
                .with("EARSHOT_ALERTS_STREAMS", "3")
                .with("EARSHOT_ALERTS_STREAM_HEARTBEAT", "500ms")
                .with("EARSHOT_ALERTS_GRACE", "5s");
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        topic.close();
    }

    @BeforeEach
    void takeAStoreOfItsOwn() {
        store = STORES.get(used++);
    }

    /** An open stream: its events as they come, each with its lines by name. */
    private static final class Listener implements AutoCloseable {

        private final InputStream body;
        private final List<Map<String, String>> events = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Void> end;
        private volatile String lastId = "";

        Listener(AlertsProcess service, String store, String query, String lastEventId) throws Exception {
            var request = service.request("/v1/cases/stream" + query, AlertsProcess.SUPPORT + store)
                    .timeout(Duration.ofMinutes(2));
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            HttpResponse<InputStream> answer = HTTP.send(request.build(), BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            body = answer.body();
            end = CompletableFuture.runAsync(this::read);
        }

        private void read() {
            Map<String, String> event = new java.util.HashMap<>();
            try (var lines = new java.io.BufferedReader(new java.io.InputStreamReader(body, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    int colon = line.indexOf(':');
                    if (line.isEmpty()) {
                        lastId = event.getOrDefault("id", lastId);
                        if (event.containsKey("data")) {
                            events.add(Map.copyOf(event));
                        }
                        event.clear();
                    } else if (colon > 0) {
                        event.put(line.substring(0, colon), line.substring(colon + 1));
                    }
                }
            } catch (IOException e) {
                // closed
            }
        }

        List<String> types() {
            return events.stream().map(event -> event.get("event")).toList();
        }

        JsonNode data(int index) {
            return MAPPER.readTree(events.get(index).get("data")).path("data");
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    @Test
    void tellsOnOneInstanceWhatWasDoneThroughTheOther() throws Exception {
        try (Listener listener = new Listener(other, store, "", null);
                Listener urgent = new Listener(other, store, "?severity=urgent", null)) {
            topic.send(store, Items.nps("a1", 1, "c-17"));
            await().atMost(Duration.ofSeconds(20)).until(() -> listener.events.size() == 1);
            String id = listener.data(0).path("id").asString();

            patch(one, id, "{\"status\": \"acknowledged\", \"assignee\": \"Kim\"}");
            patch(one, id, "{\"severity\": \"urgent\"}");

            await().atMost(Duration.ofSeconds(20)).until(() -> listener.events.size() == 3);
            assertThat(listener.types()).containsExactly("case.opened", "case.updated", "case.updated");
            assertThat(listener.data(1).path("assignee").asString()).isEqualTo("Kim");
            await().until(() -> urgent.events.size() == 1);
            assertThat(urgent.data(0).path("version").asInt()).isEqualTo(3);
        }
    }

    @Test
    void replaysWhatAClientMissedFromAnyInstance() throws Exception {
        String last;
        try (Listener listener = new Listener(one, store, "", null)) {
            topic.send(store, Items.nps("a1", 1, "c-17"));
            await().atMost(Duration.ofSeconds(20)).until(() -> listener.events.size() == 1);
            last = listener.events.get(0).get("id");
        }
        topic.send(store, Items.nps("a2", 1, "c-18"), Items.nps("a3", 1, "c-19"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(published(store)).hasSize(3));

        try (Listener again = new Listener(other, store, "", last);
                Listener lost = new Listener(other, store, "", "0-99999999")) {
            await().atMost(Duration.ofSeconds(20)).until(() -> again.events.size() == 2);
            assertThat(again.types()).containsExactly("case.opened", "case.opened");
            await().until(() -> lost.events.size() == 1);
            assertThat(lost.types()).containsExactly("reset");
            // the end of all there is: heartbeats carry it
            await().until(() -> lost.lastId.equals(again.events.get(1).get("id")));
        }
    }

    @Test
    void opensSoManyStreamsAndNoMore() throws Exception {
        List<Listener> open = new ArrayList<>();
        try {
            for (int n = 0; n < 3; n++) {
                open.add(new Listener(one, store, "", null));
            }

            HttpResponse<String> refused = one.get("/v1/cases/stream", AlertsProcess.SUPPORT + store);

            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(one.metric("earshot_alerts_streams")).isEqualTo(3);
            assertThat(one.get("/v1/cases/stream?status=open&severity=x", AlertsProcess.SUPPORT + store)
                            .statusCode())
                    .isEqualTo(400);
        } finally {
            for (Listener listener : open) {
                listener.close();
            }
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> one.metric("earshot_alerts_streams") == 0);
    }

    @Test
    void endsStreamsWhenItStopsAndPublishesEveryVersionThoughKilled() throws Exception {
        try (AlertsProcess third = instance().start().awaitReady();
                Listener listener = new Listener(third, store, "", null)) {
            Instant begin = Instant.now();
            third.stop();
            listener.end.join();
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(20));

            third.start().awaitReady();
            topic.send(store, Items.nps("a1", 1, "c-17"));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(published(store)).isNotEmpty());
            String id = json(one.get("/v1/cases", key()))
                    .path("cases")
                    .get(0)
                    .path("id")
                    .asString();
            // notes until the process is gone in the middle of one
            CompletableFuture<Void> noting = CompletableFuture.runAsync(() -> noteUntilRefused(third, id));
            await().atMost(Duration.ofSeconds(30)).until(() -> versions(store).size() > 10);
            third.kill();
            noting.join();
        }

        String path = "/v1/cases/"
                + json(one.get("/v1/cases", key()))
                        .path("cases")
                        .get(0)
                        .path("id")
                        .asString();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            long version = json(one.get(path, key())).path("version").asLong();
            assertThat(versions(store))
                    .hasSize((int) version)
                    .containsExactlyElementsOf(java.util.stream.LongStream.rangeClosed(1, version)
                            .boxed()
                            .toList());
        });
    }

    private void noteUntilRefused(AlertsProcess service, String id) {
        try {
            for (int n = 0; n < 400; n++) {
                service.post("/v1/cases/" + id + "/notes", key(), "{\"text\": \"note\"}");
            }
        } catch (IOException e) {
            // killed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void summarisesWhatARecountFinds() throws Exception {
        topic.send(
                store,
                IntStream.range(0, 8)
                        .mapToObj(n -> Items.nps("a" + n, n % 2 == 0 ? 1 : 5, "c-" + n))
                        .toArray(io.earshot.feedback.Feedback[]::new));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> json(one.get("/v1/cases", key())).path("cases").size() == 8);
        List<String> ids = json(one.get("/v1/cases", key()))
                .path("cases")
                .valueStream()
                .map(found -> found.path("id").asString())
                .toList();
        patch(one, ids.get(0), "{\"status\": \"acknowledged\"}");
        patch(other, ids.get(1), "{\"status\": \"contacted\"}");
        patch(one, ids.get(2), "{\"status\": \"resolved\", \"outcome\": \"recovered\"}");
        patch(one, ids.get(3), "{\"status\": \"resolved\", \"outcome\": \"recovered\"}");
        patch(other, ids.get(4), "{\"status\": \"resolved\", \"outcome\": \"lost\"}");
        patch(other, ids.get(5), "{\"status\": \"resolved\", \"outcome\": \"not-an-issue\"}");
        patch(other, ids.get(4), "{\"status\": \"open\"}");

        JsonNode summary = json(one.get("/v1/cases/summary", key()));

        assertThat(summary.path("opened").asInt()).isEqualTo(8);
        assertThat(summary.path("reopened").asInt()).isEqualTo(1);
        assertThat(summary.path("resolved").asInt()).isEqualTo(4);
        assertThat(summary.path("outcomes").path("recovered").asInt()).isEqualTo(2);
        assertThat(summary.path("recoveryRate").asDouble()).isEqualTo(66.667);
        assertThat(summary.path("timeToAcknowledge").path("n").asInt()).isEqualTo(6);
        assertThat(summary.path("timeToContact").path("n").asInt()).isEqualTo(1);
        JsonNode open = summary.path("open");
        assertThat(open.path("total").asInt()).isEqualTo(5);
        assertThat(open.path("byStatus").path("open").asInt()).isEqualTo(3);
        assertThat(open.path("byStatus").path("acknowledged").asInt()).isEqualTo(1);
        assertThat(open.path("byStatus").path("contacted").asInt()).isEqualTo(1);
        assertThat(open.path("bySeverity").path("high").asInt()
                        + open.path("bySeverity").path("normal").asInt())
                .isEqualTo(5);
        assertThat(open.path("complete").asBoolean()).isTrue();
        double recount = meanTimeToResolve(ids);
        assertThat(summary.path("timeToResolve").path("mean").asDouble())
                .isEqualTo(recount, org.assertj.core.api.Assertions.within(0.001));
        assertThat(json(other.get("/v1/cases/summary", key())).path("timeToResolve"))
                .isEqualTo(summary.path("timeToResolve"));
        assertThat(json(one.get("/v1/cases/summary?from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z", key()))
                        .path("opened")
                        .asInt())
                .isZero();
        assertThat(one.get("/v1/cases/summary?from=x&until=y", key()).body())
                .contains("\"from\"")
                .contains("\"until\"");
    }

    private double meanTimeToResolve(List<String> ids) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (String id : ids) {
            Instant since = null;
            for (JsonNode line : json(one.get("/v1/cases/" + id, key())).path("history")) {
                Instant at = Instant.parse(line.path("at").asString());
                if (line.path("type").asString().equals("case.resolved")) {
                    seconds.add(Duration.between(since, at).toMillis() / 1_000.0);
                } else if (since == null) {
                    since = at;
                }
            }
        }
        return seconds.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private String key() {
        return AlertsProcess.SUPPORT + store;
    }

    private void patch(AlertsProcess service, String id, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = service.send(service.request("/v1/cases/" + id, key())
                .header("Content-Type", "application/json")
                .header("If-Match", "*")
                .method("PATCH", BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return MAPPER.readTree(answer.body());
    }

    private static Set<Long> versions(String store) {
        Set<Long> versions = new TreeSet<>();
        published(store)
                .forEach(message -> versions.add(
                        MAPPER.readTree(message).path("data").path("version").asLong()));
        return versions;
    }

    /** All that the topic of the cases has of a store. */
    private static List<byte[]> published(String store) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestServers.kafka(), "allow.auto.create.topics", "false"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.CASES).stream()
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<byte[]> found = new ArrayList<>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> {
                    if (store.equals(message.key())) {
                        found.add(message.value());
                    }
                });
            }
            return found;
        }
    }
}
