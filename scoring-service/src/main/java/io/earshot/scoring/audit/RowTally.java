package io.earshot.scoring.audit;

import io.earshot.scoring.fold.RowKey;
import io.earshot.scoring.fold.ScoreRow;
import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Measures;
import io.earshot.scoring.measure.Segment;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The recount of one row. Which values have sums of their own depends on which came first in the log; records come in any order here, so all
 * values are kept apart, with the place of their first record, until the end.
 */
final class RowTally {

    private final RowKey key;
    private final Measures total;
    private final Map<Segment, Value> values = new HashMap<>();

    RowTally(RowKey key) {
        this.key = key;
        this.total = new Measures(key.series());
    }

    private static final class Value {
        private final Measures sums;
        private long first = Long.MAX_VALUE;

        Value(RowKey key) {
            this.sums = new Measures(key.series());
        }

        long first() {
            return first;
        }
    }

    void change(long offset, Contribution contribution, boolean in) {
        change(total, contribution, in);
        if (key.segment().equals(RowKey.ALL)) {
            for (Segment segment : contribution.segments()) {
                if (!segment.dimension().hasOwnRows()) {
                    Value value = values.computeIfAbsent(segment, missing -> new Value(key));
                    change(value.sums, contribution, in);
                    // a record takes out before it puts in
                    value.first = Math.min(value.first, 2 * offset + (in ? 1 : 0));
                }
            }
        }
    }

    private static void change(Measures sums, Contribution contribution, boolean in) {
        if (in) {
            sums.add(contribution);
        } else {
            sums.subtract(contribution);
        }
    }

    ScoreRow.Image image(long lastOffset) {
        Map<String, Measures> segments = new TreeMap<>();
        values.keySet().stream()
                .collect(Collectors.groupingBy(Segment::dimension))
                .forEach((dimension, ofDimension) -> place(dimension, ofDimension, segments));
        Map<String, ByteBuffer> encoded = new TreeMap<>();
        segments.forEach((name, sums) -> encoded.put(name, sums.encode()));
        return new ScoreRow.Image(key, lastOffset, total.encode(), encoded);
    }

    private void place(Dimension dimension, List<Segment> found, Map<String, Measures> segments) {
        String other = dimension.segment(Dimension.OTHER);
        int room = ScoreRow.MOST_VALUES;
        List<Segment> byFirst = found.stream()
                .sorted(Comparator.comparingLong(segment -> values.get(segment).first()))
                .toList();
        for (Segment segment : byFirst) {
            boolean isOther = segment.name().equals(other);
            String name = isOther || room == 0 ? other : segment.name();
            room -= name.equals(other) ? 0 : 1;
            segments.computeIfAbsent(name, missing -> new Measures(key.series()))
                    .add(values.get(segment).sums);
        }
    }
}
