package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.scoring.buckets.Span;
import io.earshot.scoring.fold.RowKey;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Measures;
import io.earshot.scoring.measure.Segment;
import io.earshot.scoring.measure.Series;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The sums over a time, of all sources. */
public final class ScoreSums {

    private final CqlSession session;
    private final int generation;
    private final PreparedStatement selectTotals;
    private final PreparedStatement selectSegment;

    ScoreSums(CqlSession session, int generation, CassandraProperties properties) {
        this.session = session;
        this.generation = generation;
        String from = " FROM " + properties.keyspace() + ".score_rows WHERE generation = ? AND store = ? AND series = ?"
                + " AND segment = ? AND resolution = ? AND era = ? AND bucket >= ? AND bucket < ?";
        this.selectTotals = session.prepare("SELECT total AS sums" + from);
        this.selectSegment = session.prepare("SELECT segments[?] AS sums, segments[?] AS other" + from);
    }

    /**
     * The sums of a series.
     *
     * @param complete false if values of the segment's dimension were counted together in some bucket, so that some of the segment may be
     *     missing
     */
    public record Sums(Measures measures, boolean complete) {}

    /**
     * Adds up the rows of the buckets.
     *
     * @param segment null for all items
     */
    public CompletionStage<Sums> read(String store, Series series, @Nullable Segment segment, List<Span> spans) {
        List<CompletableFuture<Sums>> parts = spans.stream()
                .flatMap(span -> span.byEra().stream())
                .map(span -> statement(store, series, segment, span))
                .map(statement -> read(series, statement).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(done -> {
            Measures sum = new Measures(series);
            parts.forEach(part -> sum.add(part.join().measures()));
            return new Sums(sum, parts.stream().allMatch(part -> part.join().complete()));
        });
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
                .setInt(next++, generation)
                .setString(next++, store)
                .setString(next++, series.key())
                .setString(next++, ownRows ? segment.name() : RowKey.ALL)
                .setString(next++, span.resolution().slug())
                .setLong(next++, span.era())
                .setLong(next++, span.first())
                .setLong(next, span.end())
                .setIdempotent(true);
    }

    private CompletionStage<Sums> read(Series series, BoundStatement statement) {
        return session.executeAsync(statement).thenCompose(page -> addPages(page, new Measures(series), true));
    }

    private static CompletionStage<Sums> addPages(AsyncResultSet page, Measures sum, boolean complete) {
        boolean whole = complete;
        for (Row row : page.currentPage()) {
            ByteBuffer sums = row.getByteBuffer("sums");
            if (sums != null) {
                sum.add(Measures.decode(sum.series(), sums));
            }
            whole &= row.getColumnDefinitions().size() == 1 || row.isNull("other");
        }
        boolean soFar = whole;
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> addPages(next, sum, soFar))
                : CompletableFuture.completedFuture(new Sums(sum, soFar));
    }
}
