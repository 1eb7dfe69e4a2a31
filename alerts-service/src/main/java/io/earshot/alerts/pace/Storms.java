package io.earshot.alerts.pace;

import io.earshot.alerts.pace.Pace.StormLimit;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is in a storm. Counted by this instance, in memory: a store's feedback is read by one instance, and one that starts again may let a few more
 * through before it notices. Nothing depends on it but when a message leaves.
 */
final class Storms {

    /** The most that are watched at once; the one that was quiet for longest is forgotten first. */
    private static final int MOST = 20_000;

    private final Map<String, Storm> storms = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Storm> eldest) {
            return size() > MOST;
        }
    };

    private static final class Storm {
        final Deque<Instant> latest = new ArrayDeque<>();

        @Nullable
        Instant until;
    }

    /**
     * Counts a message, and tells when it may leave: now, or when the summary of the storm does.
     *
     * @param who whose messages are counted
     */
    synchronized Instant release(String who, StormLimit limit, Instant now) {
        Storm storm = storms.computeIfAbsent(who, key -> new Storm());
        while (storm.latest.size() >= limit.most() && !storm.latest.getFirst().isAfter(now.minus(limit.within()))) {
            storm.latest.removeFirst();
        }
        boolean isTooMany = storm.latest.size() >= limit.most();
        if (isTooMany) {
            // enough to know whether the last so many came within the time
            storm.latest.removeFirst();
        }
        storm.latest.addLast(now);
        if (!isTooMany) {
            storm.until = null;
            return now;
        }
        Instant until = storm.until;
        if (until == null || !until.isAfter(now)) {
            until = now.plus(limit.within());
            storm.until = until;
        }
        return until;
    }
}
