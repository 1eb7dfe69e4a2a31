package io.earshot.bench.scoring;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * Marked posts to a store of their own at fixed times, and how long each takes until the store's score counts it: the k-th is visible when the
 * score is made of k more than at the beginning. Nobody else posts there, and all lie in one partition. A time counts from when the post was
 * due to the answer that has it in; so it holds up to one pause between two questions, and the time of the question.
 */
final class Probe {

    private static final long POST_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long ASK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String QUERY = "metric=nps&window=24h";

    private final HttpClient client = HttpClient.newHttpClient();
    private final InetSocketAddress ingest;
    private final ScoringService scoring;
    private final String key;
    private final Queue<Long> due = new ConcurrentLinkedQueue<>();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean posted;

    /** @param key of a store to which nobody else posts */
    Probe(InetSocketAddress ingest, ScoringService scoring, String key) {
        this.ingest = ingest;
        this.scoring = scoring;
        this.key = key;
    }

    interface Load {
        void run() throws IOException, InterruptedException;
    }

    /** The times, in microseconds, of posts made while the load runs. */
    Histogram during(Load load) throws IOException, InterruptedException, ExecutionException {
        posted = false;
        long before = scoring.n(key, QUERY);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Long> posts = threads.submit(this::post);
            Future<Histogram> times = threads.submit(() -> ask(before));
            load.run();
            posted = true;
            posts.get();
            return times.get();
        } finally {
            posted = true;
            threads.shutdownNow();
        }
    }

    private long post() throws InterruptedException {
        List<CompletableFuture<?>> posts = new ArrayList<>();
        long begin = System.nanoTime();
        while (!posted) {
            long next = begin + posts.size() * POST_EVERY_NANOS;
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            due.add(next);
            // customers don't wait for each other
            posts.add(postUntilAccepted(mark()));
        }
        CompletableFuture.allOf(posts.toArray(CompletableFuture[]::new)).join();
        return posts.size();
    }

    private HttpRequest mark() {
        String body = """
                {"id":"%s","kind":"survey","metric":"nps","score":9,"occurredAt":"%s"}""".formatted(UUID.randomUUID(), Instant.now().truncatedTo(ChronoUnit.MILLIS));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ingest.getPort() + "/v1/feedback"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /** The same item again after a 503, as a client does; its time goes on. */
    private CompletableFuture<HttpResponse<String>> postUntilAccepted(HttpRequest mark) {
        return client.sendAsync(mark, HttpResponse.BodyHandlers.ofString()).thenCompose(answer -> {
            if (answer.statusCode() == UNAVAILABLE) {
                refused.incrementAndGet();
                return postUntilAccepted(mark);
            }
            return answer.statusCode() == ACCEPTED
                    ? CompletableFuture.completedFuture(answer)
                    : CompletableFuture.failedFuture(new IllegalStateException(
                            "a marked post got " + answer.statusCode() + ": " + answer.body()));
        });
    }

    /** How often a marked post was answered with 503. */
    long refused() {
        return refused.get();
    }

    private Histogram ask(long before) throws IOException, InterruptedException {
        Histogram micros = new Histogram(3);
        long progress = System.nanoTime();
        while (!posted || !due.isEmpty()) {
            long asked = System.nanoTime();
            long visible = scoring.n(key, QUERY) - before;
            long now = System.nanoTime();
            while (micros.getTotalCount() < visible) {
                Long since = due.poll();
                if (since == null) {
                    throw new IllegalStateException(
                            visible + " marks are counted (expected: those posted, " + micros.getTotalCount() + ")");
                }
                micros.recordValue((now - since) / 1_000);
                progress = now;
            }
            if (now - progress > PATIENCE.toNanos()) {
                throw new IllegalStateException("marked posts do not become visible");
            }
            TimeUnit.NANOSECONDS.sleep(asked + ASK_EVERY_NANOS - System.nanoTime());
        }
        return micros;
    }
}
