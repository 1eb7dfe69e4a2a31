package io.earshot.ingest.drain;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * The first thing to stop. Readiness is off by then; for the setting's period the service goes on as before, but for {@code Connection: close} in
 * every answer, so that balancers and clients find out in peace. Then the door is closed, and whatever is in flight is answered.
 *
 * <p>Spring Boot's own graceful shutdown, which comes next, finds nothing left to do. Alone it would cut requests that arrive while it
 * looks which connections are idle.
 */
final class Drain implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Duration period;
    private final Duration timeout;
    private final Connections connections = new Connections();
    private volatile @Nullable DisposableServer server;
    private volatile boolean running;

    /** @param timeout from the begin of the drain until what is in flight is cut */
    Drain(Duration period, Duration timeout) {
        this.period = period;
        this.timeout = timeout;
    }

    /** The server of which this is the drain. */
    HttpServer attach(HttpServer configured) {
        return configured
                .doOnBound(bound -> server = bound)
                .doOnChannelInit((observer, channel, address) -> connections.add(channel));
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        long begin = System.nanoTime();
        connections.drain();
        try {
            TimeUnit.NANOSECONDS.sleep(period.toNanos());
            DisposableServer bound = server;
            if (bound != null) {
                bound.dispose();
                bound.onDispose().block();
            }
            awaitAnswers(begin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running = false;
    }

    /** Stops on a thread of its own: others stop at the same time. */
    @Override
    public void stop(Runnable callback) {
        Thread thread = new Thread(
                () -> {
                    try {
                        stop();
                    } finally {
                        callback.run();
                    }
                },
                "earshot-drain");
        thread.setDaemon(true);
        thread.start();
    }

    private void awaitAnswers(long begin) throws InterruptedException {
        connections.closeIdle();
        while (connections.open() > 0) {
            if (System.nanoTime() - begin > timeout.toNanos()) {
                LOG.warn("{} connections are cut with a request in flight", connections.open());
                connections.closeAll();
                return;
            }
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
            // a connection whose answer had begun before the drain was not told to end with it
            connections.closeIdle();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before everything else. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
