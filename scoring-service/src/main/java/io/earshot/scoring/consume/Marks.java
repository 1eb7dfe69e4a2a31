package io.earshot.scoring.consume;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said, once it is written, of how old it was: the oldest item of a write, and the newest heartbeat of each partition in it. */
final class Marks {

    private final Map<Integer, Instant> heartbeats = new HashMap<>();
    private @Nullable Instant oldestItem;

    void item(Instant received) {
        Instant oldest = oldestItem;
        if (oldest == null || received.isBefore(oldest)) {
            oldestItem = received;
        }
    }

    void heartbeat(int partition, Instant sent) {
        heartbeats.put(partition, sent);
    }

    /** When the item that waited longest was received; null if only heartbeats and the like were written. */
    @Nullable
    Instant oldestItem() {
        return oldestItem;
    }

    /** When the newest heartbeat was sent, by partition. */
    Map<Integer, Instant> heartbeats() {
        return heartbeats;
    }
}
