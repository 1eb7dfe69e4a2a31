package io.earshot.alerts.consume;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Work for many customers at once, for one customer in order. Items of the same id go in order as well, whichever customers they name. For
 * use by one thread.
 */
final class CustomerLanes {

    private static final int THREADS = 32;

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "cases");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, CompletableFuture<Void>> lanes = new HashMap<>();
    private final Map<String, String> customerOfItem = new HashMap<>();

    /** Does the work after all that was given before for the same customer or the same item; after a failure not at all. */
    void run(String customer, String item, Runnable work) {
        CompletableFuture<Void> ahead = lanes.getOrDefault(customer, DONE);
        String before = customerOfItem.put(item, customer);
        if (before != null && !before.equals(customer)) {
            ahead = CompletableFuture.allOf(ahead, lanes.getOrDefault(before, DONE));
        }
        lanes.put(customer, ahead.thenRunAsync(work, executor));
    }

    /**
     * Waits for everything.
     *
     * @throws RuntimeException the first failure found
     */
    void finish() {
        try {
            CompletableFuture.allOf(lanes.values().toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            lanes.clear();
            customerOfItem.clear();
        }
    }

    void close() {
        executor.shutdownNow();
    }
}
