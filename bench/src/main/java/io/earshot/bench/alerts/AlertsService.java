package io.earshot.bench.alerts;

import io.earshot.bench.server.Keys;
import io.earshot.bench.server.ServerUnderTest;
import io.earshot.bench.server.Site;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The alerts service, from its jar, and what is asked of it beside the loads. */
final class AlertsService implements AutoCloseable {

    static final String KEYSPACE = "bench_alerts";

    /** With which the bench makes sessions of its own. */
    static final String SESSION_SECRET = "a secret of the bench alone, 32 characters and more";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern SHOWN = Pattern.compile("data-id=\"([0-9a-f-]{36})\"");
    private static final int SECRET_BYTES = 32;
    private static final int PATIENCE_SECONDS = 60;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ServerUnderTest server;

    private AlertsService(ServerUnderTest server) {
        this.server = server;
    }

    /** Starts it and waits until it reads the topic, which has to be there. */
    static AlertsService start(Site site, Keys keys, Map<String, String> settings)
            throws IOException, InterruptedException {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        Map<String, String> environment = new HashMap<>(Map.of(
                "EARSHOT_KAFKA",
                site.servers().kafka().address(),
                "EARSHOT_CASSANDRA",
                site.servers().cassandra().address(),
                "EARSHOT_KEYS_FILE",
                keys.file().toString(),
                "EARSHOT_ALERTS_KEYSPACE",
                KEYSPACE,
                "EARSHOT_ALERTS_SECRET_KEYS",
                "bench:" + Base64.getEncoder().encodeToString(secret),
                "EARSHOT_SESSION_SECRET",
                SESSION_SECRET,
                "EARSHOT_OUTBOUND_ALLOW",
                "127.0.0.1"));
        environment.putAll(settings);
        List<String> jvm = new ArrayList<>(List.of("-Xmx1g", "-XX:+UseParallelGC"));
        String more = System.getenv("EARSHOT_BENCH_JVM");
        if (more != null) {
            jvm.addAll(List.of(more.split(" ")));
        }
        return new AlertsService(ServerUnderTest.alerts(site.root(), site.folder(), jvm, environment));
    }

    Process process() {
        return server.process();
    }

    InetSocketAddress address() {
        return server.address();
    }

    /** Has a store's cases told to a webhook. */
    void addWebhook(String key, String url) throws IOException, InterruptedException {
        send(
                server.address().getPort(),
                "/v1/channels",
                key,
                201,
                request -> request.header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"name\": \"bench\", \"type\": \"webhook\", \"url\": \"" + url + "\"}")));
    }

    /** What the service answers, which has to be 200. */
    String getText(String pathAndQuery, String key) throws IOException, InterruptedException {
        return send(server.address().getPort(), pathAndQuery, key, 200, HttpRequest.Builder::GET);
    }

    /** As {@link #getText}, read. */
    JsonNode get(String pathAndQuery, String key) throws IOException, InterruptedException {
        return JSON.readTree(getText(pathAndQuery, key));
    }

    /** The ids of the cases that a page of the inbox shows. */
    static List<String> shown(String page) {
        return SHOWN.matcher(page).results().map(shown -> shown.group(1)).toList();
    }

    /** A page as somebody sees it who is signed in. */
    String page(String pathAndQuery, String session) throws IOException, InterruptedException {
        return send(
                server.address().getPort(),
                pathAndQuery,
                "none",
                200,
                request -> request.setHeader("Cookie", session)
                        .setHeader("Accept", "text/html")
                        .GET());
    }

    /** How many deliveries are owed since it was started. */
    long owed() throws IOException, InterruptedException {
        return deliveries("owed");
    }

    /** Waits until so many deliveries were owed. */
    void awaitOwed(long deliveries) throws IOException, InterruptedException {
        await("owed", deliveries);
    }

    /**
     * Waits until all that was owed is delivered.
     *
     * @param least how many there have to be
     * @param most how many there may be
     */
    void requireDelivered(long least, long most) throws IOException, InterruptedException {
        await("delivered", least);
        long owed = owed();
        long delivered = deliveries("delivered");
        if (owed < least || owed > most || delivered != owed) {
            throw new IllegalStateException(owed + " deliveries owed, " + delivered + " delivered (expected: " + least
                    + " to " + most + ", all of them delivered)");
        }
    }

    private void await(String what, long deliveries) throws IOException, InterruptedException {
        long now = deliveries(what);
        long before = now;
        for (int idle = 0; now < deliveries; idle = now > before ? 0 : idle + 1) {
            if (idle == PATIENCE_SECONDS || !server.process().isAlive()) {
                throw new IllegalStateException(now + " deliveries " + what + " (expected: " + deliveries + ")");
            }
            before = now;
            TimeUnit.SECONDS.sleep(1);
            now = deliveries(what);
        }
    }

    private long deliveries(String what) throws IOException, InterruptedException {
        String counter = "earshot_alerts_deliveries_" + what + "_total";
        return (long) send(server.managementPort(), "/actuator/prometheus", "none", 200, HttpRequest.Builder::GET)
                .lines()
                .filter(line -> line.startsWith(counter + " ") || line.startsWith(counter + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private interface Method {
        HttpRequest.Builder of(HttpRequest.Builder request);
    }

    private String send(int port, String path, String key, int expected, Method method)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key);
        HttpResponse<String> answer = client.send(method.of(request).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != expected) {
            throw new IllegalStateException(
                    path + ": status " + answer.statusCode() + " (expected: " + expected + "): " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        server.close();
    }
}
