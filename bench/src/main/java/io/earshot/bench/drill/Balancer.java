package io.earshot.bench.drill;

import io.earshot.bench.server.ServerUnderTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What stands in front of the ingest service: it looks four times a second which instances are ready, and gives these posts in turn. */
final class Balancer implements AutoCloseable {

    private static final int LOOK_EVERY_MILLIS = 250;
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int OK = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "balancer");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger turn = new AtomicInteger();
    private volatile List<Integer> ready = List.of();

    /** @param instances those there are at the moment */
    Balancer(Supplier<List<ServerUnderTest>> instances) {
        look(instances.get());
        timer.scheduleWithFixedDelay(
                () -> look(instances.get()), LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Where the next request goes.
     *
     * @throws IllegalStateException if no instance is ready
     */
    URI next(String path) {
        List<Integer> ports = ready;
        if (ports.isEmpty()) {
            throw new IllegalStateException("no instance is ready");
        }
        return uri(ports.get(Math.floorMod(turn.getAndIncrement(), ports.size())), path);
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private void look(List<ServerUnderTest> instances) {
        List<Integer> ports =
                instances.stream().map(instance -> instance.address().getPort()).toList();
        List<CompletableFuture<Boolean>> answers =
                ports.stream().map(this::isReady).toList();
        ready = IntStream.range(0, ports.size())
                .filter(i -> answers.get(i).join())
                .mapToObj(ports::get)
                .toList();
    }

    private CompletableFuture<Boolean> isReady(int port) {
        HttpRequest request =
                HttpRequest.newBuilder(uri(port, "/readyz")).timeout(TIMEOUT).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((answer, failure) -> failure == null && answer.statusCode() == OK);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
