package io.earshot.local.launcher;

import io.earshot.local.servers.ChildProcess;
import io.earshot.local.servers.ServerStartException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts one part once those it needs are ready, and again whenever it dies, until it is told to stop. */
final class Keeper {

    private static final Duration FIRST_START = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 100;
    /** What a shell would say of SIGKILL. */
    private static final int KILLED = 137;

    private final Part part;
    private final Home home;
    private final Screen screen;
    private final Clock clock;
    private final List<Keeper> needed;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Backoff backoff = new Backoff();
    private final Thread thread;
    private volatile @Nullable ChildProcess child;
    private volatile boolean stopping;

    /** @param needed the keepers of the parts that this one needs */
    Keeper(Part part, Home home, Screen screen, Clock clock, List<Keeper> needed) {
        this.part = part;
        this.home = home;
        this.screen = screen;
        this.clock = clock;
        this.needed = List.copyOf(needed);
        this.thread = new Thread(this::run, "keeper-" + part.name());
    }

    void start() {
        thread.start();
    }

    Part part() {
        return part;
    }

    /** Completes when the part is ready for the first time, or with the reason why it can't be. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /** Stops starting it again. */
    void letGo() {
        stopping = true;
        thread.interrupt();
    }

    /** Waits until nothing more is started, after {@link #letGo()}. */
    void awaitLetGo() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the part if it runs; after {@link #awaitLetGo()}. */
    void end() {
        ChildProcess last = child;
        if (last != null && last.isRunning()) {
            last.stop(part.grace());
            screen.say(part.name(), "stopped");
        }
        home.removePid(part.name());
    }

    private void run() {
        try {
            for (Keeper need : needed) {
                need.ready().get();
            }
            keep();
        } catch (InterruptedException e) {
            // told to stop, the only one who interrupts
        } catch (ExecutionException e) {
            ready.completeExceptionally(e.getCause());
        } catch (RuntimeException e) {
            ready.completeExceptionally(e);
        }
    }

    private void keep() throws InterruptedException {
        while (!stopping) {
            Instant start = clock.instant();
            String end = runOnce(start);
            if (!ready.isDone()) {
                throw new ServerStartException(part.name() + " " + end + ", see " + home.log(part.name()));
            }
            Duration delay = backoff.after(Duration.between(start, clock.instant()));
            screen.say(
                    part.name(),
                    end + " (log: " + home.log(part.name()) + "), starts again in " + delay.toSeconds() + " s");
            Thread.sleep(delay.toMillis());
        }
    }

    /** Returns how it ended. */
    private String runOnce(Instant start) throws InterruptedException {
        screen.say(part.name(), "starts");
        try {
            ChildProcess started = ChildProcess.start(part.command().get());
            child = started;
            home.writePid(part.name(), started.process().pid());
            awaitReady(started.process(), start);
            int status = started.process().waitFor();
            home.removePid(part.name());
            return "ended with status " + status + (status == KILLED ? " (killed)" : "");
        } catch (ServerStartException e) {
            if (!ready.isDone()) {
                throw e;
            }
            return "could not be started: " + e.getMessage();
        }
    }

    /** Returns when the part is ready or has ended. Only the first start has a limit: later ones are up to the part. */
    private void awaitReady(Process process, Instant start) throws InterruptedException {
        while (!part.ready().getAsBoolean()) {
            Duration waited = Duration.between(start, clock.instant());
            if (!ready.isDone() && waited.compareTo(FIRST_START) > 0) {
                throw new ServerStartException(
                        part.name() + " is not ready after " + waited.toSeconds() + " s, see " + home.log(part.name()));
            }
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        screen.say(
                part.name(),
                "ready after %.1f s, %s"
                        .formatted(Duration.between(start, clock.instant()).toMillis() / 1000.0, part.address()));
        ready.complete(null);
    }
}
