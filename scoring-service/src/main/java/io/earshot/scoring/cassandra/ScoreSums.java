package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.buckets.Span;
import io.earshot.scoring.fold.RowKey;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Measures;
import io.earshot.scoring.measure.Segment;
import io.earshot.scoring.measure.Series;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The sums over a time, of all sources. */
public final class ScoreSums {

    private final CqlSession session;
    private final IntSupplier generation;
    private final PreparedStatement selectTotals;
    private final PreparedStatement selectSegment;

    ScoreSums(CqlSession session, IntSupplier generation, CassandraProperties properties) {
        this.session = session;
        this.generation = generation;
        String from = " FROM " + properties.keyspace() + ".score_rows WHERE generation = ? AND store = ? AND series = ?"
                + " AND segment = ? AND resolution = ? AND era = ? AND bucket >= ? AND bucket < ?";
        this.selectTotals = session.prepare("SELECT bucket, total AS sums" + from);
        this.selectSegment = session.prepare("SELECT bucket, segments[?] AS sums, segments[?] AS other" + from);
    }

    /**
     * The sums of a series.
     *
     * @param complete false if values of the segment's dimension were counted together in some bucket, so that some of the segment may be
     *     missing
     */
    public record Sums(Measures measures, boolean complete) {

        /** Nothing, and nothing missing. */
        public static Sums none(Series series) {
            return new Sums(new Measures(series), true);
        }

        /** Both together. */
        public Sums plus(Sums other) {
            Measures sum = new Measures(measures.series());
            sum.add(measures);
            sum.add(other.measures);
            return new Sums(sum, complete && other.complete);
        }
    }

    /**
     * Adds up the rows of the buckets.
     *
     * @param segment null for all items
     */
    public CompletionStage<Sums> read(String store, Series series, @Nullable Segment segment, List<Span> spans) {
        return readBuckets(store, series, segment, spans)
                .thenApply(buckets -> buckets.values().stream().reduce(Sums.none(series), Sums::plus));
    }

    /**
     * Adds up the rows of each bucket: the sums by the begin of the bucket. Buckets without a row are not there.
     *
     * @param segment null for all items
     * @param spans that have no time in common
     */
    public CompletionStage<NavigableMap<Instant, Sums>> readBuckets(
            String store, Series series, @Nullable Segment segment, List<Span> spans) {
        List<CompletableFuture<Map<Instant, Sums>>> parts = spans.stream()
                .flatMap(span -> span.byEra().stream())
                .map(span -> readEra(store, series, segment, span).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(done -> {
            NavigableMap<Instant, Sums> buckets = new TreeMap<>();
            parts.forEach(part -> buckets.putAll(part.join()));
            return buckets;
        });
    }

    private CompletionStage<Map<Instant, Sums>> readEra(
            String store, Series series, @Nullable Segment segment, Span span) {
        return session.executeAsync(statement(store, series, segment, span))
                .thenCompose(page -> addPages(page, series, span.resolution(), new HashMap<>()));
    }

    private BoundStatement statement(String store, Series series, @Nullable Segment segment, Span span) {
        boolean ownRows = segment != null && segment.dimension().hasOwnRows();
        BoundStatement statement;
        int next = 0;
        if (segment == null || ownRows) {
            statement = selectTotals.bind();
        } else {
            statement = selectSegment
                    .bind()
                    .setString(next++, segment.name())
                    .setString(next++, segment.dimension().segment(Dimension.OTHER));
        }
        return statement
                .setInt(next++, generation.getAsInt())
                .setString(next++, store)
                .setString(next++, series.key())
                .setString(next++, ownRows ? segment.name() : RowKey.ALL)
                .setString(next++, span.resolution().slug())
                .setLong(next++, span.era())
                .setLong(next++, span.first())
                .setLong(next, span.end())
                .setIdempotent(true);
    }

    private static CompletionStage<Map<Instant, Sums>> addPages(
            AsyncResultSet page, Series series, Resolution resolution, Map<Instant, Sums> buckets) {
        for (Row row : page.currentPage()) {
            buckets.merge(resolution.startOf(row.getLong("bucket")), sums(series, row), Sums::plus);
        }
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> addPages(next, series, resolution, buckets))
                : CompletableFuture.completedFuture(buckets);
    }

    private static Sums sums(Series series, Row row) {
        ByteBuffer sums = row.getByteBuffer("sums");
        return new Sums(
                sums == null ? new Measures(series) : Measures.decode(series, sums),
                !row.getColumnDefinitions().contains("other") || row.isNull("other"));
    }
}
