package io.earshot.alerts.drops;

import io.earshot.alerts.drops.WatchRows.Kept;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What each store watches. It is remembered for some seconds, so a change counts that much later. */
@Component
final class Watches {

    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int MOST_STORES = 10_000;

    private final WatchRows rows;
    private final Clock clock;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    Watches(WatchRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** By the names of the scores that they are about. */
    private record Seen(Map<String, Watch> watches, Instant at) {

        boolean isFresh(Instant now) {
            // a clock that was put back must not make it young for ever
            return Duration.between(at, now).abs().compareTo(REMEMBERED) < 0;
        }
    }

    /** Those of a store by name: its own, and those out of the box that it has neither changed nor taken away. */
    static Map<String, Watch> withOutOfTheBox(Collection<Kept> kept) {
        Map<String, Watch> watches = new TreeMap<>();
        Watch.OUT_OF_THE_BOX.forEach(watch -> watches.put(watch.name(), watch));
        for (Kept one : kept) {
            String body = one.body();
            if (body == null) {
                watches.remove(one.name());
            } else {
                watches.put(one.name(), WatchJson.read(body));
            }
        }
        return watches;
    }

    /** The watch of a score, empty if nobody watches it. May block. */
    Optional<Watch> of(String store, PublishedScore score) {
        return Optional.ofNullable(ofStore(store).get(score.name()));
    }

    private Map<String, Watch> ofStore(String store) {
        Instant now = clock.instant();
        Seen known = seen.get(store);
        if (known != null && known.isFresh(now)) {
            return known.watches();
        }
        Map<String, Watch> watches = new HashMap<>();
        withOutOfTheBox(rows.ofStore(store)).values().forEach(watch -> watches.putIfAbsent(watch.score(), watch));
        if (seen.size() >= MOST_STORES) {
            seen.clear();
        }
        seen.put(store, new Seen(watches, now));
        return watches;
    }

    /** Looks again at the next question: this instance changed something. */
    void changed(String store) {
        seen.remove(store);
    }
}
