package io.earshot.bench.drill;

import io.earshot.bench.Report;
import io.earshot.bench.server.Keys;
import io.earshot.bench.server.ServerUnderTest;
import io.earshot.bench.server.Site;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** How many series each service shows, with a few stores and products, and with a hundred times as many: as many. */
final class Series {

    private static final int FEW = 5;
    private static final int MANY = 500;
    private static final int PRODUCTS_OF_EACH = 10;
    /** As often Micrometer looks for new metrics of Kafka's clients. */
    private static final int KAFKA_METRICS_SECONDS = 60;

    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Service, ServerUnderTest> services = new EnumMap<>(Service.class);
    private final Keys keys;

    private Series(Keys keys) {
        this.keys = keys;
    }

    static void run(Site site) throws IOException, InterruptedException {
        List<String> stores =
                IntStream.range(0, MANY).mapToObj(i -> "shop-" + i).toList();
        Series series = new Series(Keys.writtenTo(site.folder().resolve("keys.json"), stores));
        Map<String, String> environment = Map.of(
                "EARSHOT_KAFKA", site.servers().kafka().address(),
                "EARSHOT_CASSANDRA", site.servers().cassandra().address(),
                "EARSHOT_KEYS_FILE", series.keys.file().toString(),
                "EARSHOT_INGEST_HEARTBEAT", "1s");
        try {
            for (Service service : Service.values()) {
                series.services.put(service, service.start(site.root(), site.folder(), environment));
            }
            series.compare(stores);
        } finally {
            series.services.values().forEach(ServerUnderTest::close);
        }
    }

    private void compare(List<String> stores) throws IOException, InterruptedException {
        Report.title("Series of each service, with %,d stores and products, and with %,d", FEW, MANY);
        Map<Service, Map<String, Long>> few = countAfter(stores.subList(0, FEW));
        Map<Service, Map<String, Long>> many = countAfter(stores);
        few.forEach((service, before) -> {
            Map<String, Long> after = many.getOrDefault(service, Map.of());
            Report.line("%-8s %,5d  %,5d  more of: %s", service.slug(), sum(before), sum(after), more(before, after));
        });
    }

    private static long sum(Map<String, Long> series) {
        return series.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<String, Long> more(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> more = new TreeMap<>();
        after.forEach((name, count) -> more.put(name, count - before.getOrDefault(name, 0L)));
        more.values().removeIf(count -> count == 0);
        return more;
    }

    /** How many series there are of each name after each store has got answers for products of its own, and was asked for what it has. */
    private Map<Service, Map<String, Long>> countAfter(List<String> stores) throws IOException, InterruptedException {
        for (String store : stores) {
            post(store);
        }
        for (String store : stores) {
            awaitAll(store, Service.SCORING, "/v1/scores?metric=csat&window=24h&segment=product:" + store + "-0", "n");
            awaitAll(store, Service.ALERTS, "/v1/cases/summary", "opened");
        }
        return settled();
    }

    /** What is first counted, the question for it included, has its series a little later; heartbeats come to every partition in turn. */
    private Map<Service, Map<String, Long>> settled() throws IOException, InterruptedException {
        Map<Service, Map<String, Long>> before = Map.of();
        Map<Service, Map<String, Long>> now = count();
        while (!now.equals(before)) {
            TimeUnit.SECONDS.sleep(KAFKA_METRICS_SECONDS + 5);
            before = now;
            now = count();
        }
        return now;
    }

    private Map<Service, Map<String, Long>> count() throws IOException, InterruptedException {
        Map<Service, Map<String, Long>> counts = new EnumMap<>(Service.class);
        for (Map.Entry<Service, ServerUnderTest> service : services.entrySet()) {
            String text = get(service.getValue().managementPort(), "/actuator/prometheus", "none")
                    .body();
            counts.put(
                    service.getKey(),
                    text.lines()
                            .filter(line -> !line.startsWith("#"))
                            .collect(Collectors.groupingBy(line -> line.split("[{ ]")[0], Collectors.counting())));
        }
        return counts;
    }

    private void post(String store) throws IOException, InterruptedException {
        String items = IntStream.range(0, PRODUCTS_OF_EACH)
                .mapToObj(i -> """
                        {"id":"%1$s-%2$d","kind":"survey","metric":"csat","score":1,"comment":"Broken",\
                        "customer":{"id":"%1$s-c%2$d"},"context":{"product":"%1$s-%2$d"}}""".formatted(store, i))
                .collect(Collectors.joining(",", "[", "]"));
        HttpRequest request = HttpRequest.newBuilder(uri(Service.INGEST, "/v1/feedback/batch"))
                .header("Authorization", "Bearer " + keys.of(store))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(items))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != OK && answer.statusCode() != ACCEPTED) {
            throw new IllegalStateException("status " + answer.statusCode() + ": " + answer.body());
        }
    }

    private void awaitAll(String store, Service service, String path, String field)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int port = port(service);
        HttpResponse<String> answer = get(port, path, keys.of(store));
        while (answer.statusCode() != OK
                || JSON.readTree(answer.body()).path(field).asLong(0) == 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(path + " of " + store + ": " + answer.body());
            }
            TimeUnit.MILLISECONDS.sleep(100);
            answer = get(port, path, keys.of(store));
        }
    }

    private int port(Service service) {
        return Objects.requireNonNull(services.get(service)).address().getPort();
    }

    private URI uri(Service service, String path) {
        return URI.create("http://127.0.0.1:" + port(service) + path);
    }

    private HttpResponse<String> get(int port, String path, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
