package io.earshot.scoring.consume;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries again, ever less often, until it works or the service stops. */
public final class Patience {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Ends all waiting. */
    public void stop() {
        stopped.countDown();
    }

    public boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /**
     * Calls until it returns.
     *
     * @throws IllegalStateException if the service stops before
     */
    public <T> T keepTrying(String what, Callable<T> call) {
        Duration pause = FIRST;
        while (true) {
            try {
                return call.call();
            } catch (Exception e) {
                if (isStopped() || Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException(what + " was given up: the service stops", e);
                }
                LOG.warn("{} failed, trying again in {} ms: {}", what, pause.toMillis(), e.toString());
                pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
            }
        }
    }

    /** Waits, but not past the stop of the service. */
    public void pause(Duration duration) {
        try {
            stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
