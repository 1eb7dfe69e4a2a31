package io.earshot.ingest;

import io.earshot.access.KeyRing;
import io.earshot.local.servers.ChildCommand;
import io.earshot.local.servers.ChildProcess;
import io.earshot.local.servers.FreePorts;
import io.earshot.local.servers.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** The service as it is delivered, in a process of its own that can be killed and started again, with the keys of several stores. */
final class IngestProcess implements AutoCloseable {

    /** Two cores that also carry Kafka and the load. */
    static final Duration START = Duration.ofMinutes(1);

    private static final int STORES = 8;

    private final ChildCommand command;
    private final int port;
    private final int managementPort;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Thread killer = new Thread(this::kill);
    private volatile ChildProcess child;

    private IngestProcess(ChildCommand command, int port, int managementPort) {
        this.command = command;
        this.port = port;
        this.managementPort = managementPort;
        Runtime.getRuntime().addShutdownHook(killer);
        this.child = ChildProcess.start(command);
    }

    /** Starts the service, which is not ready yet. */
    static IngestProcess start(Path folder, String kafka, Map<String, String> settings, String... jvm) {
        int port = FreePorts.next();
        int managementPort = FreePorts.next();
        Map<String, String> environment = new HashMap<>(Map.of(
                "EARSHOT_PORT", Integer.toString(port),
                "EARSHOT_MANAGEMENT_PORT", Integer.toString(managementPort),
                "EARSHOT_KAFKA", kafka,
                "EARSHOT_KEYS_FILE", keysFile(folder).toString()));
        environment.putAll(settings);
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-XX:+ExitOnOutOfMemoryError");
        // it is started often and does not live long
        line.add("-XX:TieredStopAtLevel=1");
        line.addAll(List.of(jvm));
        Path jar = RepositoryRoot.find().resolve("ingest-service/target/ingest-service.jar");
        line.addAll(List.of("-jar", jar.toString()));
        ChildCommand command = new ChildCommand("Ingest", line, environment, folder.resolve("ingest.log"));
        return new IngestProcess(command, port, managementPort);
    }

    /** Keys of several stores, which live in several partitions. */
    static List<String> keys() {
        return IntStream.range(0, STORES).mapToObj(IngestProcess::key).toList();
    }

    int port() {
        return port;
    }

    Process process() {
        return child.process();
    }

    Path log() {
        return command.log();
    }

    void kill() {
        child.kill();
    }

    void restart() {
        child = ChildProcess.start(command);
    }

    void awaitReady() {
        Awaitility.await().atMost(START).ignoreExceptions().until(() -> status("/readyz") == 200);
    }

    int status(String path) {
        return get(port, path).statusCode();
    }

    /** The value of a gauge or counter without labels. */
    double metric(String name) {
        return get(managementPort, "/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(killer);
    }

    private HttpResponse<String> get(int at, String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + at + path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String key(int store) {
        return "sk_test_key_" + store;
    }

    private static Path keysFile(Path folder) {
        List<String> keys = IntStream.range(0, STORES)
                .mapToObj(store ->
                        "{\"name\":\"k%1$d\",\"hash\":\"%2$s\",\"store\":\"store-%1$d\",\"scopes\":[\"ingest\"]}"
                                .formatted(store, KeyRing.hash(key(store))))
                .toList();
        try {
            return Files.writeString(folder.resolve("keys.json"), "{\"keys\":[" + String.join(",", keys) + "]}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
