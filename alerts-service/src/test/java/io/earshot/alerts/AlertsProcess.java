package io.earshot.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.earshot.access.KeyRing;
import io.earshot.testservers.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The service in a JVM of its own, so that it can be killed; its settings come by the environment, as in production. */
final class AlertsProcess implements AutoCloseable {

    static final String SUPPORT = "sk_support-of-";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private final Map<String, String> settings = new HashMap<>();
    private final int port = freePort();
    private final int managementPort = freePort();
    private Process process;

    AlertsProcess(Path folder, String name, List<String> stores) throws IOException {
        this.folder = folder;
        Path keys = Files.writeString(folder.resolve(name + "-keys.json"), keys(stores));
        settings.put("EARSHOT_PORT", String.valueOf(port));
        settings.put("EARSHOT_MANAGEMENT_PORT", String.valueOf(managementPort));
        settings.put("EARSHOT_KAFKA", TestServers.kafka());
        settings.put(
                "EARSHOT_CASSANDRA",
                TestServers.cassandra().host() + ":" + TestServers.cassandra().port());
        settings.put("EARSHOT_CASSANDRA_DATACENTER", TestServers.cassandra().datacenter());
        settings.put("EARSHOT_KEYS_FILE", keys.toString());
        settings.put("EARSHOT_ALERTS_SECRET_KEYS", "test:" + "A".repeat(43) + "=");
        settings.put("EARSHOT_OUTBOUND_ALLOW", "127.0.0.1");
        settings.put("EARSHOT_ALERTS_KEYSPACE", "alerts_" + name);
        settings.put("SPRING_KAFKA_CONSUMER_GROUP_ID", "alerts-" + name);
        settings.put("EARSHOT_ALERTS_DELIVERY_TIMEOUT", "2s");
        settings.put("EARSHOT_ALERTS_DELIVERY_LEASE", "4s");
        settings.put("EARSHOT_ALERTS_RETRY_SCHEDULE", "0s,1s,1s,1s,1s,1s,1s,1s,1s,1s");
    }

    AlertsProcess with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    private static String keys(List<String> stores) {
        return stores.stream()
                .map(store -> """
                        {"name": "support of %1$s", "hash": "%2$s", "store": "%1$s", "scopes": ["support"]},
                        {"name": "read of %1$s", "hash": "%3$s", "store": "%1$s", "scopes": ["read"]}""".formatted(store, KeyRing.hash(SUPPORT + store), KeyRing.hash("sk_read-of-" + store)))
                .collect(Collectors.joining(",\n", "{\"keys\": [", "]}"));
    }

    /** Starts it, without waiting for anything. */
    AlertsProcess start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AlertsApplication.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("alerts.log").toFile()));
        builder.environment().putAll(settings);
        process = builder.start();
        return this;
    }

    AlertsProcess awaitReady() {
        await("the service is ready, else see its log:\n" + log())
                .atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .until(() -> get("/readyz", null).statusCode() == 200);
        return this;
    }

    /**
     * Sends two requests at once over one connection and a third when both are answered, and gives back all answers as they came.
     *
     * @throws java.net.SocketTimeoutException if one is not answered
     */
    String keepAlive(String pathAndQuery, String key) throws IOException {
        String keyless = "GET " + pathAndQuery + " HTTP/1.1\r\nHost: localhost\r\n";
        String keyed = keyless + "Authorization: Bearer " + key + "\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((keyed + "\r\n" + keyless + "\r\n").getBytes(UTF_8));
            StringBuilder answers = new StringBuilder();
            while (!answers.toString().matches("(?s).*HTTP/1.1 .*HTTP/1.1 401.*}")) {
                answers.append((char) socket.getInputStream().read());
            }
            socket.getOutputStream().write((keyed + "Connection: close\r\n\r\n").getBytes(UTF_8));
            return answers.append(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .toString();
        }
    }

    String log() {
        try {
            return Files.readString(folder.resolve("alerts.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** SIGKILL, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; how it ended. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    HttpResponse<String> get(String path, String key) throws IOException, InterruptedException {
        return send(request(path, key).GET());
    }

    HttpResponse<String> post(String path, String key, String body) throws IOException, InterruptedException {
        return send(request(path, key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(20));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    /** Where its pages are. */
    String origin() {
        return "http://localhost:" + port;
    }

    /** What the management port answers. */
    HttpResponse<String> management(String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The value of a metric, summed over its labels. */
    double metric(String name) {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + managementPort + "/actuator/prometheus"))
                    .build();
            return HTTP.send(request, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            return Double.NaN;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
