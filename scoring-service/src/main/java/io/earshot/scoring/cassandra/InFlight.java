package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.DriverException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Requests under way, at most so many at once: what more is asked waits in the caller, so that neither the driver's queue nor Cassandra is
 * flooded. For one thread that asks and then waits for all.
 */
public final class InFlight {

    private final int most;
    private final Semaphore free;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /**
     * @param most how many requests may be under way
     */
    public InFlight(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** Starts a request as soon as there is room; none any more once one has failed. */
    public void submit(Supplier<? extends CompletionStage<?>> request) {
        free.acquireUninterruptibly();
        if (failure.get() != null) {
            free.release();
            return;
        }
        try {
            request.get().whenComplete((answer, error) -> {
                if (error != null) {
                    failure.compareAndSet(null, error);
                }
                free.release();
            });
        } catch (DriverException e) {
            failure.compareAndSet(null, e);
            free.release();
        }
    }

    /**
     * Waits until all are answered.
     *
     * @throws StoreUnavailableException if one of them failed
     */
    public void await() {
        free.acquireUninterruptibly(most);
        free.release(most);
        Throwable error = failure.get();
        if (error != null) {
            Throwable cause =
                    error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            throw new StoreUnavailableException("Cassandra: " + cause.getMessage(), cause);
        }
    }
}
