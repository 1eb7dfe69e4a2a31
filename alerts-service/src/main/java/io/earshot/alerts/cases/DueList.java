package io.earshot.alerts.cases;

import io.earshot.alerts.rules.Severity;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The cases of each severity that are still to be worked on: those whose customers wait first, and of these those due first. */
@Component
final class DueList {

    private final DueLines lines;
    private final DueSlots slots;
    private final DueCounts counts;
    private final DueFill fill;
    private final Clock clock;

    DueList(DueLines lines, DueSlots slots, DueCounts counts, DueFill fill, Clock clock) {
        this.lines = lines;
        this.slots = slots;
        this.counts = counts;
        this.fill = fill;
        this.clock = clock;
    }

    /**
     * What was found.
     *
     * @param lines the first ones, in order; so many as are asked for, or fewer where few of very many match
     * @param next where to go on, null at the end
     */
    record Found(
            List<DueLine> lines,
            DueCounts.Count count,
            @Nullable DueCursor next) {}

    /**
     * Looks for the cases of each severity that is asked for. Blocks.
     *
     * @param query of which the cursor does not count
     * @param after the last one of the page before, null for the first page
     * @return the weightiest first
     */
    Map<Severity, Found> find(String store, CaseQuery query, @Nullable DueCursor after) {
        fill.require(store);
        Instant now = clock.instant();
        Map<Severity, Look> looks = new TreeMap<>(Comparator.reverseOrder());
        query.severities().forEach(severity -> looks.put(severity, look(store, query, severity, after, now)));
        DueReading.finish(looks.values().stream()
                .flatMap(look -> look.readings().stream())
                .toList());
        Map<Severity, Found> found = new LinkedHashMap<>();
        looks.forEach((severity, look) -> found.put(severity, found(store, query, severity, look, now)));
        return found;
    }

    /**
     * What is read of one severity.
     *
     * @param counted null where it has to be counted
     * @param counting what is read for that, the same as the page where that is the first one
     */
    private record Look(DueCounts.@Nullable Count counted, List<DueReading> page, List<DueReading> counting) {

        Set<DueReading> readings() {
            Set<DueReading> all = new LinkedHashSet<>(page);
            all.addAll(counting);
            return all;
        }
    }

    private Look look(String store, CaseQuery query, Severity severity, @Nullable DueCursor after, Instant now) {
        DueCounts.Count counted = counts.known(store, query, severity, now);
        // one more than the page tells whether there is another one
        int ofPage = query.limit() + 1;
        if (counted != null) {
            return new Look(counted, readings(store, query, severity, after, ofPage), List.of());
        }
        List<DueReading> counting = readings(store, query, severity, null, DueCounts.MOST + 1);
        return new Look(null, after == null ? counting : readings(store, query, severity, after, ofPage), counting);
    }

    private List<DueReading> readings(
            String store, CaseQuery query, Severity severity, @Nullable DueCursor after, int wanted) {
        return query.statuses().stream()
                .filter(status -> status != Status.RESOLVED)
                .map(status -> new DueReading(
                        lines,
                        slots,
                        new DueShelf(store, ListNames.of(query), status, severity),
                        after,
                        query::matches,
                        wanted,
                        clock::instant))
                .toList();
    }

    private Found found(String store, CaseQuery query, Severity severity, Look look, Instant now) {
        DueCounts.Count count = look.counted();
        if (count == null) {
            count = DueCounts.count(look.counting(), now);
            counts.remember(store, query, severity, count, now);
        }
        DueCursor end = end(look.page());
        List<DueLine> all = new ArrayList<>();
        look.page().forEach(reading -> all.addAll(reading.lines()));
        // what lies behind is not all that is there
        all.removeIf(line -> end != null && line.place().compareTo(end) > 0);
        all.sort(Comparator.comparing(DueLine::place));
        if (all.size() <= query.limit()) {
            return new Found(all, count, end);
        }
        List<DueLine> shown = List.copyOf(all.subList(0, query.limit()));
        return new Found(shown, count, shown.get(shown.size() - 1).place());
    }

    /** Up to where all was read, null if that is the end. */
    private static @Nullable DueCursor end(List<DueReading> readings) {
        return readings.stream()
                .filter(reading -> !reading.isAtEnd())
                .map(DueReading::readTo)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
