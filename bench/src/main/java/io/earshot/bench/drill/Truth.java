package io.earshot.bench.drill;

import io.earshot.bench.Report;
import io.earshot.bench.server.Keys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether all that was accepted counts, exactly once: in the scores, in a recount of the items, and among the cases. */
final class Truth {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Fleet fleet;
    private final Keys keys;
    private final Instant begin;

    /** @param begin before the first post */
    Truth(Fleet fleet, Keys keys, Instant begin) {
        this.fleet = fleet;
        this.keys = keys;
        this.begin = begin;
    }

    /**
     * Waits until each store has all its answers and cases, and compares.
     *
     * @throws IllegalStateException if it has others
     */
    void check(Storefront storefront) throws IOException, InterruptedException {
        for (Map.Entry<String, String> store : keys.byStore().entrySet()) {
            long answers = storefront.answers(store.getKey());
            await(store.getKey() + "'s answers", Service.SCORING, "/v1/scores?metric=nps&window=24h", "n", answers);
            await(
                    store.getKey() + "'s cases",
                    Service.ALERTS,
                    "/v1/cases/summary",
                    "opened",
                    storefront.detractors(store.getKey()));
            await(store.getKey() + "'s recount", Service.SCORING, audit(), "items", answers);
            await(store.getKey() + "'s drift", Service.SCORING, audit(), "drift", 0);
            await(store.getKey() + "'s pending cells", Service.SCORING, audit(), "pending", 0);
        }
        Report.line(
                "all there, exactly once: %,d answers in the scores of both instances, as many recounted from the items with drift 0, %,d cases",
                keys.byStore().keySet().stream().mapToLong(storefront::answers).sum(),
                keys.byStore().keySet().stream()
                        .mapToLong(storefront::detractors)
                        .sum());
    }

    private String audit() {
        return "/v1/scores/audit?from=" + begin.truncatedTo(ChronoUnit.DAYS);
    }

    /** Every instance has to say so. */
    private void await(String what, Service service, String path, String field, long expected)
            throws IOException, InterruptedException {
        String store = what.substring(0, what.indexOf('\''));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (var instance : fleet.of(service)) {
            String told = ask(instance.address().getPort(), path, keys.of(store), field);
            while (!told.equals(Long.toString(expected))) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(what + ": " + told + " (expected: " + expected + ")");
                }
                TimeUnit.MILLISECONDS.sleep(250);
                told = ask(instance.address().getPort(), path, keys.of(store), field);
            }
        }
    }

    private String ask(int port, String path, String key, String field) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key)
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode value = JSON.readTree(answer.body()).path(field);
        return value.isIntegralNumber() ? Long.toString(value.asLong()) : answer.statusCode() + " " + answer.body();
    }
}
