package io.earshot.scoring.pace;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Does a job for each key that changed: at once for a key that rested, else after its rest, and only so many at a time. However often a key
 * changes meanwhile, one job more covers it; a job that fails is done again after a rest that grows. So nothing is lost but states in between,
 * and what is remembered is at most an entry for each key.
 *
 * <p>Safe for use by several threads.
 *
 * @param <K> what changes; a value with {@code equals}
 */
public final class Pacer<K> implements AutoCloseable {

    private final Scheduler scheduler;
    private final Rhythm rhythm;
    private final Function<K, ? extends Publisher<?>> job;

    // all of these: only under the lock of this
    private final Map<K, Progress> progress = new HashMap<>();
    private final Deque<K> waiting = new ArrayDeque<>();
    private int running;
    private boolean gated;
    private boolean closed;

    /**
     * How often, and how much.
     *
     * @param rest from the end of a key's job to its next, more than zero
     * @param longestRest after failures in a row the rest is doubled up to this
     * @param patience a job that takes longer has failed
     * @param most jobs at a time, at least 1
     * @param gap from the start of a job to that of the next one, of whatever key, asked for each time; zero for none
     */
    public record Rhythm(Duration rest, Duration longestRest, Duration patience, int most, Supplier<Duration> gap) {

        Duration restAfter(int failures) {
            Duration wanted = rest.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 20));
            return wanted.compareTo(longestRest) > 0 ? longestRest : wanted;
        }
    }

    private enum State {
        /** Wants a job, as soon as there is room for it. */
        WAITING,
        /** Its job is under way. */
        RUNNING,
        /** Its job is under way, and may not have seen the last change. */
        RUNNING_CHANGED,
        /** Its job is done; a change has to wait a little. */
        RESTING,
        /** Wants a job after its rest. */
        RESTING_CHANGED
    }

    private static final class Progress {
        private State state = State.WAITING;
        private int failures;
    }

    /**
     * A pacer whose jobs start on threads of the scheduler.
     *
     * @param job what has to be done for a key; its end or failure is all that is asked of it
     */
    public Pacer(Scheduler scheduler, Rhythm rhythm, Function<K, ? extends Publisher<?>> job) {
        this.scheduler = scheduler;
        this.rhythm = rhythm;
        this.job = job;
    }

    /** Has the job done for a key, with all that is true of it now; cheap, and the same as once if it is said again. */
    public void changed(K key) {
        synchronized (this) {
            if (closed) {
                return;
            }
            Progress known = progress.get(key);
            if (known == null) {
                progress.put(key, new Progress());
                waiting.add(key);
            } else if (known.state == State.RUNNING) {
                known.state = State.RUNNING_CHANGED;
            } else if (known.state == State.RESTING) {
                known.state = State.RESTING_CHANGED;
            }
        }
        startWaiting();
    }

    /** How many keys have changed without a job that has seen it come to its end. */
    public synchronized int pending() {
        return (int) progress.values().stream()
                .filter(one -> one.state != State.RESTING)
                .count();
    }

    private void startWaiting() {
        K next = next();
        while (next != null) {
            start(next);
            next = next();
        }
    }

    private synchronized @Nullable K next() {
        K next = running < rhythm.most() && !gated && !closed ? waiting.poll() : null;
        if (next != null) {
            running++;
            Duration gap = rhythm.gap().get();
            gated = !gap.isZero() && later(this::openGate, gap);
            progressOf(next).state = State.RUNNING;
        }
        return next;
    }

    private void openGate() {
        synchronized (this) {
            gated = false;
        }
        startWaiting();
    }

    /** Has something done after a while, unless the scheduler has ended, and with it all work. */
    private boolean later(Runnable action, Duration delay) {
        try {
            scheduler.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            close();
            return false;
        }
    }

    private void start(K key) {
        Mono.defer(() -> Mono.when(job.apply(key)))
                .subscribeOn(scheduler)
                .timeout(rhythm.patience(), scheduler)
                .subscribe(nothing -> {}, failure -> end(key, true), () -> end(key, false));
    }

    private void end(K key, boolean failed) {
        Duration rest;
        synchronized (this) {
            running--;
            if (closed) {
                return;
            }
            Progress ended = progressOf(key);
            boolean again = failed || ended.state == State.RUNNING_CHANGED;
            ended.state = again ? State.RESTING_CHANGED : State.RESTING;
            ended.failures = failed ? ended.failures + 1 : 0;
            rest = rhythm.restAfter(ended.failures);
        }
        later(() -> rested(key), rest);
        startWaiting();
    }

    private void rested(K key) {
        synchronized (this) {
            if (closed) {
                return;
            }
            Progress rested = progressOf(key);
            if (rested.state == State.RESTING) {
                progress.remove(key);
            } else {
                rested.state = State.WAITING;
                waiting.add(key);
            }
        }
        startWaiting();
    }

    private Progress progressOf(K key) {
        Progress known = progress.get(key);
        if (known == null) {
            throw new IllegalStateException("nothing is known of " + key);
        }
        return known;
    }

    /** Starts no more jobs, and forgets what is wanted. */
    @Override
    public synchronized void close() {
        closed = true;
        progress.clear();
        waiting.clear();
    }
}
