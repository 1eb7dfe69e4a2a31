package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.scoring.buckets.Span;
import io.earshot.scoring.fold.RowKey;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Measures;
import io.earshot.scoring.measure.Series;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import reactor.core.publisher.Flux;

/** The sums over a time of each value of a dimension whose values share the row of their bucket, of all sources. */
public final class SegmentSums {

    private static final int CONCURRENCY = 8;

    /** Rows hold up to 200 values: some 5 KiB each at most. */
    private static final int PAGE_ROWS = 200;

    private final CqlSession session;
    private final IntSupplier generation;
    private final PreparedStatement select;

    SegmentSums(CqlSession session, IntSupplier generation, CassandraProperties properties) {
        this.session = session;
        this.generation = generation;
        // a slice of the map, so that no other dimension's sums are sent
        this.select = session.prepare("SELECT segments[?..?] AS sums FROM " + properties.keyspace()
                + ".score_rows WHERE generation = ? AND store = ? AND series = ?"
                + " AND segment = ? AND resolution = ? AND era = ? AND bucket >= ? AND bucket < ?");
    }

    /**
     * Adds up the rows of the buckets; among the values is {@link Dimension#OTHER}, if some were counted together.
     *
     * @param dimension without rows of its own
     */
    public CompletionStage<SumsByValue> read(String store, Series series, Dimension dimension, List<Span> spans) {
        Map<String, Measures> sums = new HashMap<>();
        return Flux.fromStream(spans.stream().flatMap(span -> span.byEra().stream()))
                .flatMap(
                        span -> Flux.from(session.executeReactive(statement(store, series, dimension, span))),
                        CONCURRENCY)
                .doOnNext(row -> add(row, series, dimension, sums))
                .then()
                .toFuture()
                .thenApply(done -> new SumsByValue(sums, !sums.containsKey(Dimension.OTHER)));
    }

    private BoundStatement statement(String store, Series series, Dimension dimension, Span span) {
        String first = dimension.segment("");
        String behind = dimension.slug() + (char) (':' + 1);
        return select.bind(
                        first,
                        behind,
                        generation.getAsInt(),
                        store,
                        series.key(),
                        RowKey.ALL,
                        span.resolution().slug(),
                        span.era(),
                        span.first(),
                        span.end())
                .setPageSize(PAGE_ROWS)
                .setIdempotent(true);
    }

    private static void add(Row row, Series series, Dimension dimension, Map<String, Measures> sums) {
        int prefix = dimension.segment("").length();
        Map<String, ByteBuffer> segments =
                Objects.requireNonNullElse(row.getMap("sums", String.class, ByteBuffer.class), Map.of());
        segments.forEach(
                (segment, encoded) -> sums.computeIfAbsent(segment.substring(prefix), value -> new Measures(series))
                        .add(Measures.decode(series, encoded)));
    }
}
