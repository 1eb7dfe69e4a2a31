package io.earshot.scoring.query;

import io.earshot.scoring.cassandra.SumsByValue;
import io.earshot.scoring.measure.Measures;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Some values of a dimension, in the order that was asked for.
 *
 * @param next the last value if more follow, else null
 * @param complete false if a value may be missing or have too little
 */
record SegmentPage(List<Entry> entries, @Nullable SegmentKey next, boolean complete) {

    /** A value with its sums. */
    record Entry(SegmentKey key, Measures measures) {

        static Entry of(String value, Measures measures) {
            return new Entry(SegmentKey.of(value, measures), measures);
        }
    }

    /** The page of all values that there are, whose sums are known. */
    static SegmentPage of(SumsByValue all, SegmentsQuery query) {
        List<Entry> found = all.sums().entrySet().stream()
                .map(value -> Entry.of(value.getKey(), value.getValue()))
                .filter(entry -> query.wants(entry.key()))
                .sorted(Comparator.comparing(Entry::key, query.sort()))
                .limit(query.limit() + 1L)
                .toList();
        return of(found, query.limit(), all.complete());
    }

    /**
     * The page of those that follow.
     *
     * @param found in order, one more than the limit if there are
     */
    static SegmentPage of(List<Entry> found, int limit, boolean complete) {
        boolean more = found.size() > limit;
        return new SegmentPage(
                List.copyOf(more ? found.subList(0, limit) : found),
                more ? found.get(limit - 1).key() : null,
                complete);
    }

    /** The values of which there is something, those with most items first. */
    static List<Entry> byItems(SumsByValue all) {
        return all.sums().entrySet().stream()
                .map(value -> Entry.of(value.getKey(), value.getValue()))
                .filter(entry -> entry.key().n() > 0)
                .sorted(Comparator.comparing(Entry::key, SegmentKey.Order.N))
                .toList();
    }

    /** Only the values that have most items; not complete any more if there are others. */
    static SumsByValue largest(SumsByValue all, int most) {
        List<Entry> entries = byItems(all);
        if (entries.size() <= most) {
            return all;
        }
        Map<String, Measures> largest = entries.subList(0, most).stream()
                .collect(Collectors.toMap(entry -> entry.key().value(), Entry::measures));
        return new SumsByValue(largest, false);
    }
}
