package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.scoring.buckets.Span;
import io.earshot.scoring.fold.RowKey;
import io.earshot.scoring.fold.ScoreRow;
import io.earshot.scoring.measure.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The rows of a run of buckets as they were written, each source's by itself: for those who check them. */
public final class RowSlices {

    private final CqlSession session;
    private final PreparedStatement select;

    RowSlices(CqlSession session, CassandraProperties properties) {
        this.session = session;
        this.select = session.prepare("SELECT bucket, source, last_offset, total, segments FROM "
                + properties.keyspace() + ".score_rows WHERE generation = ? AND store = ? AND series = ?"
                + " AND segment = ? AND resolution = ? AND era = ? AND bucket >= ? AND bucket < ?");
    }

    /** A row of one source. */
    public record Stored(ScoreRow.Image image, String source) {}

    /**
     * Reads the rows.
     *
     * @param segment {@link RowKey#ALL} or one with rows of its own
     * @param span within one era
     */
    public CompletionStage<List<Stored>> read(int generation, String store, Series series, String segment, Span span) {
        return session.executeAsync(select.bind(
                                generation,
                                store,
                                series.key(),
                                segment,
                                span.resolution().slug(),
                                span.era(),
                                span.first(),
                                span.end())
                        .setIdempotent(true))
                .thenCompose(page ->
                        addPages(page, new RowKey(store, series, segment, span.resolution(), 0), new ArrayList<>()));
    }

    private static CompletionStage<List<Stored>> addPages(AsyncResultSet page, RowKey any, List<Stored> found) {
        for (Row row : page.currentPage()) {
            RowKey key = new RowKey(any.store(), any.series(), any.segment(), any.resolution(), row.getLong("bucket"));
            found.add(new Stored(ScoreRows.image(key, row), Objects.requireNonNull(row.getString("source"))));
        }
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> addPages(next, any, found))
                : CompletableFuture.completedFuture(found);
    }
}
