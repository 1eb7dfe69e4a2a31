package io.earshot.ingest;

import static io.earshot.ingest.RunningIngest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.earshot.ingest.item.Endpoint;
import io.earshot.local.servers.KafkaServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaOutageIT {

    private static final String PATH = "/v1/feedback";
    private static final Duration START = Duration.ofMinutes(1);
    /** The contract's two seconds, and what this machine may be late. */
    private static final Duration PROMPTLY = Duration.ofMillis(2_500);

    @TempDir
    private Path folder;

    private KafkaServer kafka;
    private RunningIngest ingest;

    @BeforeEach
    void start() {
        kafka = KafkaServer.start(KafkaServer.Settings.in(folder));
        kafka.awaitReady(START);
        ingest = new RunningIngest(kafka.address());
        await().atMost(START).until(() -> ingest.get("/readyz").statusCode() == 200);
    }

    @AfterEach
    void stop() {
        ingest.close();
        kafka.close();
    }

    @Test
    void refusesInTimeWhileKafkaIsFrozenAndAcceptsAgainByItself() {
        assertThat(post("before").statusCode()).isEqualTo(202);
        kafka.signal("STOP");

        List<CompletableFuture<HttpResponse<String>>> posts = Stream.iterate(0, i -> i < 50, i -> i + 1)
                .map(i -> ingest.postLater(PATH, item("frozen-" + i)))
                .toList();
        assertRefusedPromptly(posts);
        assertThat(ingest.get("/livez").statusCode()).isEqualTo(200);
        assertThat(ingest.get("/readyz").statusCode()).isEqualTo(200);

        kafka.signal("CONT");
        await().atMost(Duration.ofSeconds(20)).until(() -> post("after").statusCode() == 202);
        IntStream.range(0, 50)
                .forEach(i -> assertThat(post("frozen-" + i).statusCode()).isEqualTo(202));
        assertThat(EventLog.ids(kafka.address(), ingest.store())).contains("before", "after", "frozen-0", "frozen-49");
        assertBalance(Endpoint.POST);
    }

    @Test
    void refusesInTimeWhileKafkaIsGoneAndAcceptsAgainByItself() {
        kafka.kill();

        assertRefusedPromptly(List.of(
                ingest.postLater(PATH, item("gone")), ingest.postLater(PATH, "{\"kind\":\"review\",\"rating\":3}")));
        HttpResponse<String> batch = ingest.post(PATH + "/batch", "[" + item("b-1") + "," + item("b-2") + "]");
        assertThat(batch.statusCode()).isEqualTo(503);
        assertThat(batch.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(batch)
                        .path("results")
                        .path(1)
                        .path("problem")
                        .path("status")
                        .asInt())
                .isEqualTo(503);

        kafka.restart();
        kafka.awaitReady(START);
        await().atMost(Duration.ofSeconds(20)).until(() -> post("gone").statusCode() == 202);
        assertThat(EventLog.ids(kafka.address(), ingest.store())).contains("gone");
        assertBalance(Endpoint.POST);
        assertBalance(Endpoint.BATCH);
    }

    @Test
    void keepsEveryAcknowledgedItemOfAnImportThatLivesThroughAnOutage() {
        int rows = 20_000;
        AtomicInteger row = new AtomicInteger();
        // Kafka is killed while the file is being read, and comes back while rows wait to be sent again
        Iterable<byte[]> file = () -> Stream.concat(
                        Stream.of("row,Rating\n"),
                        Stream.generate(row::getAndIncrement).limit(rows).map(i -> {
                            if (i == rows / 2) {
                                kafka.kill();
                                kafka.restart();
                            }
                            return i + ",4\n";
                        }))
                .map(String::getBytes)
                .iterator();

        HttpResponse<String> response =
                ingest.importCsv("kind==review&id=row&rating=Rating", BodyPublishers.ofByteArrays(file));

        List<String> lines = response.body().lines().collect(Collectors.toList());
        assertThat(lines.get(lines.size() - 1)).startsWith("{\"done\":true,\"accepted\":" + rows);
        assertThat(EventLog.ids(kafka.address(), ingest.store()).stream().distinct())
                .hasSize(rows);
        assertThat(ingest.counters(Endpoint.IMPORT).accepted().count()).isEqualTo(rows);
        assertBalance(Endpoint.IMPORT);
    }

    private void assertRefusedPromptly(List<CompletableFuture<HttpResponse<String>>> posts) {
        long start = System.nanoTime();
        for (CompletableFuture<HttpResponse<String>> post : posts) {
            HttpResponse<String> response = post.join();
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            assertThat(json(response).path("id").asString()).isNotEmpty();
            assertThat(json(response).path("revision").asInt()).isZero();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPTLY);
    }

    private void assertBalance(Endpoint endpoint) {
        var counters = ingest.counters(endpoint);
        assertThat(counters.received().count())
                .isPositive()
                .isEqualTo(counters.accepted().count()
                        + counters.rejected().count()
                        + counters.unavailable().count());
    }

    private HttpResponse<String> post(String id) {
        return ingest.post(PATH, item(id));
    }

    private static String item(String id) {
        return "{\"id\":\"" + id + "\",\"kind\":\"review\",\"rating\":4}";
    }
}
