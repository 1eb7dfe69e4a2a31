package io.earshot.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.access.KeyRing;
import io.earshot.local.servers.ChildCommand;
import io.earshot.local.servers.ChildProcess;
import io.earshot.local.servers.FreePorts;
import io.earshot.testservers.CassandraAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The scoring service as a process of its own, that can be killed, stopped and asked. */
final class ScoringService implements AutoCloseable {

    private static final String READ_KEY = "sk_read";
    private static final String OTHER_KEY = "sk_ingest-only";
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ChildCommand command;
    private final int port;
    private final int managementPort;
    private ChildProcess process;

    private ScoringService(ChildCommand command, int port, int managementPort) {
        this.command = command;
        this.port = port;
        this.managementPort = managementPort;
        this.process = ChildProcess.start(command);
    }

    /**
     * @param stores a key that may read is made for each: {@code sk_read-STORE}
     */
    static ScoringService start(
            Path folder,
            String kafka,
            CassandraAddress cassandra,
            String keyspace,
            Map<String, String> settings,
            String... stores) {
        int port = FreePorts.next();
        int managementPort = FreePorts.next();
        Map<String, String> environment = new HashMap<>(Map.of(
                "EARSHOT_PORT", Integer.toString(port),
                "EARSHOT_MANAGEMENT_PORT", Integer.toString(managementPort),
                "EARSHOT_KAFKA", kafka,
                "EARSHOT_CASSANDRA", cassandra.contactPoint(),
                "EARSHOT_CASSANDRA_DATACENTER", cassandra.datacenter(),
                "EARSHOT_SCORING_KEYSPACE", keyspace,
                "EARSHOT_SCORING_GROUP", "scores-" + keyspace,
                "EARSHOT_SCORING_ITEMS_GROUP", "items-" + keyspace,
                "EARSHOT_KEYS_FILE", keysFile(folder, stores).toString()));
        environment.putAll(settings);
        Class<?> main = settings.containsKey(MovedClockApplication.FILE)
                ? MovedClockApplication.class
                : ScoringApplication.class;
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ChildCommand command = new ChildCommand(
                "scoring-service-" + port,
                List.of(
                        java,
                        "-Xmx384m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()),
                environment,
                folder.resolve("scoring-" + port + ".log"));
        return new ScoringService(command, port, managementPort);
    }

    private static Path keysFile(Path folder, String... stores) {
        StringBuilder keys = new StringBuilder();
        for (String store : stores) {
            keys.append(key("read", READ_KEY + "-" + store, store)).append(',');
        }
        keys.append(key("ingest", OTHER_KEY, "any"));
        try {
            return Files.writeString(folder.resolve("keys.json"), "{\"keys\": [" + keys + "]}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String scope, String key, String store) {
        return "{\"name\":\"%s\",\"hash\":\"%s\",\"store\":\"%s\",\"scopes\":[\"%s\"]}"
                .formatted(scope, KeyRing.hash(key), store, scope);
    }

    void awaitReady() {
        Awaitility.await("readiness of the scoring service")
                .atMost(Duration.ofSeconds(90))
                .until(this::isReady);
    }

    boolean isReady() {
        return statusOf("/readyz") == 200;
    }

    boolean isAlive() {
        return statusOf("/livez") == 200;
    }

    private int statusOf(String path) {
        try {
            return get(path, null).statusCode();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }

    /** The score of a store, as the API answers it. */
    JsonNode score(String store, String query) {
        return read(store, "/v1/scores?" + query);
    }

    /** The trend of a store's score, as the API answers it. */
    JsonNode trend(String store, String query) {
        return read(store, "/v1/scores/trend?" + query);
    }

    /** The proof of a store's scores, as the API answers it. */
    JsonNode audit(String store, String query) {
        return read(store, "/v1/scores/audit?" + query);
    }

    private JsonNode read(String store, String pathAndQuery) {
        HttpResponse<String> answer = get(pathAndQuery, READ_KEY + "-" + store);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** A stream of the store's scores, open until it is closed; {@code lastEventId} may be null. */
    ScoreEvents stream(String store, String query, String lastEventId) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/scores/stream?" + query));
        request.header("Authorization", "Bearer " + READ_KEY + "-" + store);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return ScoreEvents.open(HTTP, request.build());
    }

    HttpResponse<String> get(String pathAndQuery, String key) {
        return get(port, pathAndQuery, key);
    }

    HttpResponse<String> getFromManagementPort(String pathAndQuery, String key) {
        return get(managementPort, pathAndQuery, key);
    }

    private static HttpResponse<String> get(int port, String pathAndQuery, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return send(request.build());
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

    /** The value of a counter without or with labels, as Prometheus scrapes it. */
    double metric(String nameAndLabels) {
        String page = send(HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus"))
                        .build())
                .body();
        return page.lines()
                .filter(line -> line.startsWith(nameAndLabels + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(nameAndLabels.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + nameAndLabels + " in\n" + page));
    }

    /** A request to the service without a key. */
    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery));
    }

    /** Where its pages are. */
    String origin() {
        return "http://127.0.0.1:" + port;
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How a command ended, and what it said. */
    record Ended(int exitCode, String log) {}

    /** Runs the command that counts everything anew, beside the service. */
    Ended rebuild(String... arguments) {
        return rebuild(Map.of(), arguments);
    }

    /** The same with other settings than the service's. */
    Ended rebuild(Map<String, String> settings, String... arguments) {
        List<String> line = new ArrayList<>(command.command());
        line.add("rebuild");
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(command.environment());
        builder.environment().put("EARSHOT_SCORING_HANDOVER", "5s");
        builder.environment().putAll(settings);
        try {
            Process process = builder.start();
            String log = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Ended(process.waitFor(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All that the service has logged. */
    String log() {
        try {
            return Files.readString(command.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        process.kill();
    }

    void startAgain() {
        process = ChildProcess.start(command);
    }

    void signal(String signal) {
        process.signal(signal);
    }

    @Override
    public void close() {
        process.signal("CONT");
        process.stop(Duration.ofSeconds(20));
    }
}
