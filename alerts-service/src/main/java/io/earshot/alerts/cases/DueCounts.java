package io.earshot.alerts.cases;

import io.earshot.alerts.rules.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How many cases there are of which a page shows the first: counted by their lines, and not beyond {@link #MOST}. That there are more than that is
 * remembered for a moment, so that it is not counted for every look.
 */
@Component
final class DueCounts {

    /** Of each status and severity no more are counted. */
    static final int MOST = 1_000;

    private static final int MOST_ASSIGNEES = 50;
    private static final Duration MOMENT = Duration.ofSeconds(10);
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<Key, Known> known = new ConcurrentHashMap<>();

    /**
     * How many there are of one severity.
     *
     * @param total exact if there are no more than are counted
     * @param overdue how many of these should have been contacted by now
     * @param complete false if there are more than {@code total}
     * @param overdueComplete false if more may be overdue than {@code overdue}
     * @param assignees who sees to them, by name; of those counted
     */
    record Count(long total, long overdue, boolean complete, boolean overdueComplete, Set<String> assignees) {}

    private record Key(
            String store,
            List<Status> statuses,
            Severity severity,
            @Nullable String assignee,
            @Nullable String team,
            @Nullable String kind) {

        static Key of(String store, CaseQuery query, Severity severity) {
            return new Key(store, query.statuses(), severity, query.assignee(), query.team(), query.kind());
        }
    }

    private record Known(Count count, Instant until) {}

    /** What was counted a moment ago and need not be counted again; null if it has to be. */
    @Nullable
    Count known(String store, CaseQuery query, Severity severity, Instant now) {
        Known one = known.get(Key.of(store, query, severity));
        return one != null && one.until().isAfter(now) ? one.count() : null;
    }

    /** Remembers it for a moment if it was much to count. */
    void remember(String store, CaseQuery query, Severity severity, Count count, Instant now) {
        if (count.complete()) {
            return;
        }
        if (known.size() >= MOST_REMEMBERED) {
            known.clear();
        }
        known.put(Key.of(store, query, severity), new Known(count, now.plus(MOMENT)));
    }

    /** @param readings of one severity, from their beginning */
    static Count count(List<DueReading> readings, Instant now) {
        Set<UUID> all = new HashSet<>();
        Set<UUID> overdue = new HashSet<>();
        Set<String> assignees = new TreeSet<>();
        boolean complete = true;
        boolean overdueComplete = true;
        for (DueReading reading : readings) {
            int most = Math.min(MOST, reading.lines().size());
            boolean isWhole = reading.isAtEnd() && reading.lines().size() == most;
            boolean isOverdue = reading.isWaiting();
            for (DueLine line : reading.lines().subList(0, most)) {
                String assignee = line.assignee();
                if (assignee != null && assignees.size() < MOST_ASSIGNEES) {
                    assignees.add(assignee);
                }
                // they are in order: behind one that is not overdue none is
                isOverdue &= line.dueAt().isBefore(now);
                all.add(line.id());
                if (isOverdue) {
                    overdue.add(line.id());
                }
            }
            complete &= isWhole;
            overdueComplete &= isWhole || !isOverdue;
        }
        return new Count(all.size(), overdue.size(), complete, overdueComplete, assignees);
    }
}
