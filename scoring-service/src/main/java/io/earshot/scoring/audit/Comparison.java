package io.earshot.scoring.audit;

import io.earshot.scoring.fold.ScoreRow;
import io.earshot.scoring.measure.Measures;
import io.earshot.scoring.measure.Series;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares rows cell by cell. */
final class Comparison {

    private static final String TOTAL = "total";

    private Comparison() {}

    /** The cells of a row, of both sides. */
    static Set<String> cells(ScoreRow.@Nullable Image stored, ScoreRow.@Nullable Image recounted) {
        Set<String> cells = new TreeSet<>();
        Stream.of(stored, recounted).filter(Objects::nonNull).forEach(image -> {
            cells.add(TOTAL);
            cells.addAll(image.segments().keySet());
        });
        return cells;
    }

    /** The cells that differ; a row or a segment that is not there counts as nothing. */
    static List<Difference> differences(
            RowId row, ScoreRow.@Nullable Image stored, ScoreRow.@Nullable Image recounted) {
        Series series = row.key().series();
        Map<String, Measures> left = sums(series, stored);
        Map<String, Measures> right = sums(series, recounted);
        Measures nothing = new Measures(series);
        return cells(stored, recounted).stream()
                .map(cell ->
                        new Difference(row, cell, left.getOrDefault(cell, nothing), right.getOrDefault(cell, nothing)))
                .filter(cell -> !cell.stored().equals(cell.recounted()))
                .toList();
    }

    private static Map<String, Measures> sums(Series series, ScoreRow.@Nullable Image image) {
        Map<String, Measures> sums = new HashMap<>();
        if (image != null) {
            sums.put(TOTAL, Measures.decode(series, image.total()));
            for (Map.Entry<String, ByteBuffer> segment : image.segments().entrySet()) {
                sums.put(segment.getKey(), Measures.decode(series, segment.getValue()));
            }
        }
        return sums;
    }
}
