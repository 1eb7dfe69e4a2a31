package io.earshot.local.launcher;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Starts all parts, each after those it needs, keeps them running, and stops them in the opposite order. */
final class Supervisor {

    private final Map<String, Keeper> keepers = new LinkedHashMap<>();

    /** @param parts each after those it needs */
    Supervisor(List<Part> parts, Home home, Screen screen, Clock clock) {
        for (Part part : parts) {
            List<Keeper> needed = part.needs().stream().map(keepers::get).toList();
            keepers.put(part.name(), new Keeper(part, home, screen, clock, needed));
        }
    }

    void start() {
        keepers.values().forEach(Keeper::start);
    }

    /**
     * Waits until all parts are ready.
     *
     * @throws RuntimeException the reason of the first that can't be
     */
    void awaitReady() {
        CompletableFuture<?>[] each =
                keepers.values().stream().map(Keeper::ready).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(each);
        for (CompletableFuture<?> one : each) {
            one.whenComplete((ready, failure) -> {
                if (failure != null) {
                    all.completeExceptionally(failure);
                }
            });
        }
        try {
            all.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
    }

    /** Ends all parts, and waits for it: what needs others goes before them, so that it can finish its work with them. */
    void stop() {
        keepers.values().forEach(Keeper::letGo);
        keepers.values().forEach(Keeper::awaitLetGo);
        List<Keeper> remaining = new ArrayList<>(keepers.values());
        while (!remaining.isEmpty()) {
            List<Keeper> unneeded = remaining.stream()
                    .filter(keeper -> remaining.stream()
                            .noneMatch(other ->
                                    other.part().needs().contains(keeper.part().name())))
                    .toList();
            endTogether(unneeded);
            remaining.removeAll(unneeded);
        }
    }

    private static void endTogether(List<Keeper> keepers) {
        CompletableFuture.allOf(keepers.stream()
                        .map(keeper -> CompletableFuture.runAsync(keeper::end, end -> new Thread(end).start()))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }
}
