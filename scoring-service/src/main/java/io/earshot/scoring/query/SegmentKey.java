package io.earshot.scoring.query;

import io.earshot.scoring.measure.Figures;
import io.earshot.scoring.measure.Measures;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What places a value in the list: no two values have the same, so a page can begin behind one.
 *
 * @param score as the answer tells it, null where nobody answered
 */
record SegmentKey(long n, @Nullable Double score, String value) {

    static SegmentKey of(String value, Measures measures) {
        Figures figures = new Figures(measures);
        return new SegmentKey(figures.n(), figures.score(), value);
    }

    /** By what the values are sorted. */
    enum Order implements Comparator<SegmentKey> {
        /** Most items first. */
        N(Comparator.comparingLong(SegmentKey::n).reversed()),
        /** Worst first, without a score last; of equal ones that with more items. */
        SCORE(Comparator.comparing(SegmentKey::score, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(N)),
        /** By the value itself, as Unicode orders it. */
        VALUE(Comparator.comparing(SegmentKey::value));

        private final String slug = name().toLowerCase(Locale.ROOT);
        private final Comparator<SegmentKey> order;

        Order(Comparator<SegmentKey> order) {
            this.order = order.thenComparing(SegmentKey::value);
        }

        /** The name outside. */
        String slug() {
            return slug;
        }

        @Override
        public int compare(SegmentKey one, SegmentKey other) {
            return order.compare(one, other);
        }
    }
}
