package io.earshot.bench.alerts;

import io.earshot.bench.alerts.Posts.Post;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where webhooks arrive: one {@code case.opened} for each posted item, at the path of its store. Whatever else comes is a fault, and told by
 * {@link #awaitAll}.
 */
final class Endpoint implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LOOK_EVERY_MILLIS = 100;
    /** Longer than it takes until a failed attempt is made again. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final DisposableServer server =
            HttpServer.create().host("127.0.0.1").port(0).handle(this::take).bindNow();
    private final Map<Long, Arrival> arrivals = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private volatile Duration pause = Duration.ZERO;

    /**
     * That an item was heard of.
     *
     * @param nanos when all of the first message was there, in the time of {@link System#nanoTime()}
     * @param repeats how often the same message came again
     */
    private record Arrival(String webhookId, long nanos, AtomicLong repeats) {}

    /** What a store's channel posts to. */
    String url(String store) {
        return "http://127.0.0.1:" + server.port() + "/" + store;
    }

    /** From now on it answers so late. */
    void answerAfter(Duration late) {
        pause = late;
    }

    /** How many items it was told of, whether it has answered or not. */
    int told() {
        return arrivals.size();
    }

    private Publisher<Void> take(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asByteArray().flatMap(body -> {
            long now = System.nanoTime();
            fault(request.uri(), request.requestHeaders().get("webhook-id"), body, now)
                    .ifPresent(faults::add);
            Mono<Void> answer = response.status(204).send();
            return pause.isZero() ? answer : Mono.delay(pause).then(answer);
        });
    }

    private Optional<String> fault(String path, @Nullable String webhookId, byte[] body, long now) {
        JsonNode message = JSON.readTree(body);
        JsonNode items = message.path("data").path("items");
        Matcher id = Detractors.ID.matcher(items.path(0).path("id").asString(""));
        if (!message.path("type").asString("").equals("case.opened")
                || items.size() != 1
                || webhookId == null
                || !id.matches()
                || !path.equals("/" + id.group(1))) {
            return Optional.of("webhook-id " + webhookId + " at " + path
                    + " (expected: case.opened with one item of that store): " + message);
        }
        Arrival first =
                arrivals.putIfAbsent(Long.parseLong(id.group(2)), new Arrival(webhookId, now, new AtomicLong()));
        if (first != null && !first.webhookId.equals(webhookId)) {
            return Optional.of(
                    "webhook-id " + webhookId + " (expected: " + first.webhookId + ", once for an item): " + message);
        }
        if (first != null) {
            first.repeats.incrementAndGet();
        }
        return Optional.empty();
    }

    /**
     * Waits until it was told of all these posts.
     *
     * @throws IllegalStateException if nothing comes any more and some are missing, or if anything else came
     */
    Told awaitAll(Posts posts) throws InterruptedException {
        long progress = System.nanoTime();
        long missing = missing(posts.accepted());
        while (missing > 0) {
            if (System.nanoTime() - progress > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        missing + " of " + posts.least() + " detractors were never told of (expected: none)");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            long still = missing(posts.accepted());
            progress = still < missing ? System.nanoTime() : progress;
            missing = still;
        }
        requireFaultless();
        Told told = new Told();
        posts.accepted().forEach((number, post) -> {
            Arrival arrival = Objects.requireNonNull(arrivals.get(number));
            told.add(post, arrival.nanos, arrival.repeats.get());
        });
        return told;
    }

    /**
     * That nothing came but what was to come.
     *
     * @param least items that it was told of
     * @param most that it may have been told of
     * @throws IllegalStateException if it did
     */
    void requireOnly(long least, long most) {
        requireFaultless();
        if (arrivals.size() < least || arrivals.size() > most) {
            throw new IllegalStateException(
                    "told of " + arrivals.size() + " items (expected: " + least + " to " + most + ", those posted)");
        }
    }

    private void requireFaultless() {
        if (!faults.isEmpty()) {
            throw new IllegalStateException(
                    faults.size() + " messages that were not to come, the first: " + faults.peek());
        }
    }

    private long missing(Map<Long, Post> posts) {
        return posts.keySet().stream()
                .filter(number -> !arrivals.containsKey(number))
                .count();
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(1));
    }
}
