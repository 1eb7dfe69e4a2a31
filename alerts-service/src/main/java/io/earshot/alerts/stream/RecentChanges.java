package io.earshot.alerts.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last changes of each partition, without a hole, so that a client that comes back gets what it missed. Bounded by the number in a
 * partition, and over all by their weight; the partition that holds most gives way. Not safe for several threads.
 */
final class RecentChanges {

    /** As many are replayed at most. */
    static final int MOST_OF_A_PARTITION = 1_000;

    private final long mostWeight;
    private final Map<Integer, Window> windows = new HashMap<>();
    private long weight;

    RecentChanges(long mostWeight) {
        this.mostWeight = mostWeight;
    }

    /** What is remembered of a partition: all changes after {@code since}, up to {@code last}. */
    private static final class Window {
        private final Deque<CaseChange> changes = new ArrayDeque<>();
        private long since;
        private long last;
        private long weight;

        Window(long last) {
            this.since = last;
            this.last = last;
        }
    }

    /** Begins anew with a partition: what comes next is at the offset. */
    void begin(int partition, long offset) {
        Window old = windows.put(partition, new Window(offset - 1));
        weight -= old == null ? 0 : old.weight;
    }

    /** Notes that the partition was read up to that offset, which held nothing to tell. */
    void pass(Position position) {
        window(position).last = position.offset();
    }

    void add(CaseChange change) {
        Window window = window(change.position());
        window.changes.add(change);
        window.last = change.position().offset();
        window.weight += change.weight();
        weight += change.weight();
        if (window.changes.size() > MOST_OF_A_PARTITION) {
            forgetOldest(window);
        }
        while (weight > mostWeight) {
            forgetOldest(heaviest());
        }
    }

    private Window window(Position position) {
        return windows.computeIfAbsent(position.partition(), number -> new Window(position.offset() - 1));
    }

    private Window heaviest() {
        return windows.values().stream()
                .max((one, other) -> Long.compare(one.weight, other.weight))
                .orElseThrow();
    }

    private void forgetOldest(Window window) {
        CaseChange oldest = window.changes.remove();
        window.since = oldest.position().offset();
        window.weight -= oldest.weight();
        weight -= oldest.weight();
    }

    /** Where a client stands that has heard of all there is; null while nothing was read of the partition. */
    @Nullable
    Position end(int partition) {
        Window window = windows.get(partition);
        return window == null ? null : new Position(partition, window.last);
    }

    /** The changes of a store behind a position; empty if they are not all remembered. */
    Optional<List<CaseChange>> after(Position position, String store) {
        Window window = windows.get(position.partition());
        if (window == null || position.offset() < window.since || position.offset() > window.last) {
            return Optional.empty();
        }
        List<CaseChange> missed = new ArrayList<>();
        for (CaseChange change : window.changes) {
            if (change.position().offset() > position.offset() && change.store().equals(store)) {
                missed.add(change);
            }
        }
        return Optional.of(missed);
    }
}
