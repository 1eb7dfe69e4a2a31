package io.earshot.scoring.audit;

import io.earshot.scoring.cassandra.InFlight;
import io.earshot.scoring.cassandra.RowSlices;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.fold.RowKey;
import io.earshot.scoring.fold.ScoreRow;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Reads rows as they are, those of listed values included. */
final class StoredRows {

    private static final int READS = 64;

    private final ScoringStore store;
    private final int generation;

    StoredRows(ScoringStore store, int generation) {
        this.store = store;
        this.generation = generation;
    }

    Map<RowId, ScoreRow.Image> read(String shop, RowSet wanted) {
        Map<RowId, ScoreRow.Image> rows = new ConcurrentHashMap<>();
        if (wanted.spans().isEmpty()) {
            return rows;
        }
        InFlight reads = new InFlight(READS);
        for (Series series : Series.all()) {
            for (String segment : segments(shop, series, wanted)) {
                wanted.spans()
                        .forEach(span -> reads.submit(() -> store.rowSlices()
                                .read(generation, shop, series, segment, span)
                                .thenAccept(found -> found.forEach(row -> put(row, rows)))));
            }
        }
        reads.await();
        return rows;
    }

    private static void put(RowSlices.Stored row, Map<RowId, ScoreRow.Image> rows) {
        rows.put(new RowId(row.image().key(), row.source()), row.image());
    }

    private List<String> segments(String shop, Series series, RowSet wanted) {
        List<String> segments = new ArrayList<>(List.of(RowKey.ALL));
        Stream.of(Dimension.values())
                .filter(Dimension::hasOwnRows)
                .forEach(dimension -> store.valueRows()
                        .values(generation, shop, series, dimension, wanted.listing())
                        .toCompletableFuture()
                        .join()
                        .forEach(value -> segments.add(dimension.segment(value))));
        return segments;
    }
}
