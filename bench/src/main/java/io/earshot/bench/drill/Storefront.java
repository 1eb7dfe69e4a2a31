package io.earshot.bench.drill;

import io.earshot.bench.server.Keys;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Posts NPS answers at a steady rate, whatever the services do, each of a customer of its own. One that is not accepted is told of, and sent again
 * with the same id until it is: so in the end each has to count exactly once.
 */
final class Storefront implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int AGAIN_AFTER_MILLIS = 500;
    private static final int ACCEPTED = 202;
    private static final int SCORES = 11;
    private static final int WORST_PASSIVE = 7;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "storefront");
        thread.setDaemon(true);
        return thread;
    });
    private final Balancer balancer;
    private final List<Map.Entry<String, String>> keys;
    private final ScheduledFuture<?> posting;
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final Map<String, Phase> phases = new ConcurrentHashMap<>();
    private volatile String phase = "";

    /** @param perSecond how many posts, evenly */
    Storefront(Balancer balancer, Keys keys, double perSecond) {
        this.balancer = balancer;
        this.keys = List.copyOf(keys.byStore().entrySet());
        this.posting = timer.scheduleAtFixedRate(
                () -> send(new Post(made.getAndIncrement(), Instant.now(), System.nanoTime(), phase)),
                0,
                (long) (TimeUnit.SECONDS.toNanos(1) / perSecond),
                TimeUnit.NANOSECONDS);
    }

    /**
     * What came of the posts that were made in a phase.
     *
     * @param micros from when a post was to be sent until it was accepted, with all that it was sent again
     * @param refusals why it was sent again, and how often
     */
    record Phase(Histogram micros, Map<String, Long> refusals) {

        private Phase() {
            this(new Histogram(3), new TreeMap<>());
        }

        /** For people. */
        synchronized String summary() {
            return String.format(
                    Locale.ROOT,
                    "%,6d posts, sent again: %s; accepted after p50 %.1f ms, p99 %.1f ms, max %,.0f ms",
                    micros.getTotalCount(),
                    refusals.isEmpty() ? "none" : refusals,
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3,
                    micros.getMaxValue() / 1e3);
        }
    }

    private record Post(long number, Instant at, long due, String phase) {

        String body() {
            return """
                    {"id":"drill-%1$d","kind":"survey","metric":"nps","score":%2$d,"occurredAt":"%3$s","comment":"Number %1$d",\
                    "customer":{"id":"c-%1$d"},"context":{"channel":"web","touchpoint":"delivery"}}""".formatted(number, score(number), at);
        }
    }

    private static long score(long number) {
        return number % SCORES;
    }

    /** From now on posts are counted under this name. */
    void begin(String name) {
        phase = name;
    }

    /** Makes no more posts, and waits until all are accepted. */
    void finish(Duration patience) throws InterruptedException {
        posting.cancel(false);
        long deadline = System.nanoTime() + patience.toNanos();
        while (accepted.get() < made.get()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(made.get() - accepted.get() + " posts were never accepted");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    Map<String, Phase> phases() {
        return Map.copyOf(phases);
    }

    /** How many answers a store has to have. */
    long answers(String store) {
        return of(store).size();
    }

    /** How many of them are detractors. */
    long detractors(String store) {
        return of(store).stream()
                .filter(number -> score(number) < WORST_PASSIVE)
                .count();
    }

    private List<Long> of(String store) {
        List<Long> numbers = new ArrayList<>();
        for (long number = 0; number < made.get(); number++) {
            if (keys.get((int) (number % keys.size())).getKey().equals(store)) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private void send(Post post) {
        try {
            HttpRequest request = HttpRequest.newBuilder(balancer.next("/v1/feedback"))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .header(
                            "Authorization",
                            "Bearer "
                                    + keys.get((int) (post.number() % keys.size()))
                                            .getValue())
                    .POST(HttpRequest.BodyPublishers.ofString(post.body()))
                    .build();
            client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                    .whenComplete((answer, failure) -> answered(post, answer, failure));
        } catch (IllegalStateException e) {
            again(post, e.getMessage());
        }
    }

    private void answered(Post post, @Nullable HttpResponse<Void> answer, @Nullable Throwable failure) {
        if (answer != null && answer.statusCode() == ACCEPTED) {
            Phase sums = phases.computeIfAbsent(post.phase(), name -> new Phase());
            synchronized (sums) {
                sums.micros().recordValue((System.nanoTime() - post.due()) / 1_000);
            }
            accepted.incrementAndGet();
        } else {
            again(post, answer == null ? String.valueOf(failure) : "status " + answer.statusCode());
        }
    }

    private void again(Post post, String why) {
        Phase sums = phases.computeIfAbsent(post.phase(), name -> new Phase());
        synchronized (sums) {
            sums.refusals().merge(why, 1L, Long::sum);
        }
        CompletableFuture.delayedExecutor(AGAIN_AFTER_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> send(post));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
