package io.earshot.bench.scoring;

import io.earshot.bench.server.Keys;
import io.earshot.bench.server.Site;
import io.earshot.local.servers.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The scoring service, from its jar, as a process of its own. */
final class ScoringService implements AutoCloseable {

    /** Neither scores nor items are read: for an instance that only answers. */
    static final Map<String, String> ANSWERS_ONLY =
            Map.of("EARSHOT_SCORING_THREADS", "0", "EARSHOT_SCORING_ITEMS_THREADS", "0");

    /** The scores alone. */
    static final Map<String, String> WITHOUT_ITEMS = Map.of("EARSHOT_SCORING_ITEMS_THREADS", "0");

    static final String LARGE_HEAP = "-Xmx3g";

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Contender process;
    private final String name;
    private final int port;
    private final int managementPort;

    private ScoringService(Contender process, String name, int port, int managementPort) {
        this.process = process;
        this.name = name;
        this.port = port;
        this.managementPort = managementPort;
    }

    /**
     * Starts it with a keyspace and groups of its own.
     *
     * @param name of keyspace and groups
     * @param jvm more options of its JVM
     */
    static ScoringService start(Site site, String name, Keys keys, Map<String, String> settings, String... jvm) {
        int port = FreePorts.next();
        int managementPort = FreePorts.next();
        Map<String, String> environment = new HashMap<>(Map.of(
                "EARSHOT_PORT", Integer.toString(port),
                "EARSHOT_MANAGEMENT_PORT", Integer.toString(managementPort),
                "EARSHOT_KAFKA", site.servers().kafka().address(),
                "EARSHOT_CASSANDRA", site.servers().cassandra().address(),
                "EARSHOT_KEYS_FILE", keys.file().toString(),
                "EARSHOT_SCORING_KEYSPACE", keyspace(name),
                "EARSHOT_SCORING_GROUP", "scores-" + name,
                "EARSHOT_SCORING_ITEMS_GROUP", "items-" + name));
        environment.putAll(settings);
        List<String> options = new ArrayList<>(List.of("-Xmx1536m", "-XX:+UseParallelGC", "-Xmn1g"));
        options.addAll(List.of(jvm));
        return new ScoringService(
                Contender.start(
                        "scoring-" + name,
                        site.folder().resolve("scoring-" + name + "-" + port + ".log"),
                        environment,
                        options,
                        List.of("-jar", site.jar("scoring-service").toString())),
                name,
                port,
                managementPort);
    }

    static String keyspace(String name) {
        return "bench_" + name.replace('-', '_');
    }

    Contender process() {
        return process;
    }

    String scoresGroup() {
        return "scores-" + name;
    }

    String itemsGroup() {
        return "items-" + name;
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** How many answers a score is made of. */
    long n(String key, String query) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(port, "/v1/scores?" + query, key);
        JsonNode n = answer.statusCode() == 200 ? JSON.readTree(answer.body()).path("n") : JSON.nullNode();
        if (!n.isIntegralNumber()) {
            throw new IllegalStateException(
                    "status " + answer.statusCode() + " (expected: 200 with n): " + answer.body());
        }
        return n.asLong();
    }

    /** How many answers all scores of a window are made of together. */
    long total(Keys keys, String window) throws IOException, InterruptedException {
        long total = 0;
        for (String key : keys.byStore().values()) {
            for (var metric : Answers.METRICS) {
                total += n(key, "metric=" + metric.slug() + "&" + window);
            }
        }
        return total;
    }

    /** The sum of a counter over all its labels. */
    double counter(String counter) throws IOException, InterruptedException {
        return get(managementPort, "/actuator/prometheus", "none")
                .body()
                .lines()
                .filter(line -> line.startsWith(counter + " ") || line.startsWith(counter + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private HttpResponse<String> get(int at, String path, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path))
                .header("Authorization", "Bearer " + key)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.close();
    }
}
