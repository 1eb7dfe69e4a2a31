package io.earshot.ingest;

import io.earshot.access.KeyRing;
import io.earshot.ingest.item.Endpoint;
import io.earshot.ingest.item.ItemCounters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.web.reactive.function.server.RouterFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The whole service on free ports, with keys of a store of its own, and a client for it. */
final class RunningIngest implements AutoCloseable {

    static final String INGEST_KEY = "sk_" + UUID.randomUUID();
    static final String SUBMIT_KEY = "pk_" + UUID.randomUUID();
    static final String READ_KEY = "rk_" + UUID.randomUUID();
    static final String ORIGIN = "https://shop.example";

    /** So that an answer that never comes fails the test in place of the whole build. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String store = "store-" + UUID.randomUUID();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path keysFile;
    private final ReactiveWebServerApplicationContext context;

    RunningIngest(String kafka, String... settings) {
        keysFile = keysFile();
        String[] arguments = Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--management.server.port=0",
                                "--earshot.ingest.drain.period=0s",
                                "--spring.kafka.bootstrap-servers=" + kafka,
                                "--earshot.ingest.access.keys-file=" + keysFile),
                        Arrays.stream(settings).map(setting -> "--" + setting))
                .toArray(String[]::new);
        context = (ReactiveWebServerApplicationContext)
                new SpringApplicationBuilder(IngestApplication.class).run(arguments);
    }

    String store() {
        return store;
    }

    Path keys() {
        return keysFile;
    }

    HttpResponse<String> post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    CompletableFuture<HttpResponse<String>> postLater(String path, String json) {
        return client.sendAsync(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> importCsv(String query, BodyPublisher csv) {
        return send(request("/v1/feedback/import?" + query)
                .header("Content-Type", "text/csv")
                .POST(csv));
    }

    CompletableFuture<HttpResponse<String>> importLater(String query, BodyPublisher csv) {
        return client.sendAsync(
                request("/v1/feedback/import?" + query)
                        .header("Content-Type", "text/csv")
                        .POST(csv)
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    /** A request with the ingest key. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + INGEST_KEY);
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + context.getWebServer().getPort() + path);
    }

    URI managementUri(String path) {
        return URI.create("http://localhost:" + context.getEnvironment().getProperty("local.management.port") + path);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Every route that there is, as its router tells it. */
    String routes() {
        return context.getBeansOfType(RouterFunction.class).values().toString();
    }

    ItemCounters.Counters counters(Endpoint endpoint) {
        return context.getBean(ItemCounters.class).at(endpoint);
    }

    static JsonNode json(HttpResponse<String> response) {
        return MAPPER.readTree(response.body());
    }

    static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }

    @Override
    public void close() {
        context.close();
    }

    private Path keysFile() {
        try {
            return Files.writeString(Files.createTempFile("earshot-keys", ".json"), """
                    {"keys": [
                     {"name": "server", "hash": "%2$s", "store": "%1$s", "scopes": ["ingest"], "origins": []},
                     {"name": "web", "hash": "%3$s", "store": "%1$s", "scopes": ["submit"], "origins": ["%5$s"]},
                     {"name": "board", "hash": "%4$s", "store": "%1$s", "scopes": ["read"], "origins": []}]}
                    """.formatted(
                            store, KeyRing.hash(INGEST_KEY), KeyRing.hash(SUBMIT_KEY), KeyRing.hash(READ_KEY), ORIGIN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
