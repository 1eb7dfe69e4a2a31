package io.earshot.alerts.store;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Remembers which rows stand, of those that many changes would write the same way: each is written once, seldom more often. */
public final class WrittenOnce {

    private static final int MOST_REMEMBERED = 100_000;

    private final Set<String> written = ConcurrentHashMap.newKeySet();

    /**
     * Begins to write a row, unless it is known to stand.
     *
     * @param key of the row
     */
    public Optional<CompletionStage<?>> start(String key, Supplier<? extends CompletionStage<?>> write) {
        if (written.contains(key)) {
            return Optional.empty();
        }
        return Optional.of(write.get().thenAccept(done -> {
            if (written.size() >= MOST_REMEMBERED) {
                written.clear();
            }
            written.add(key);
        }));
    }
}
