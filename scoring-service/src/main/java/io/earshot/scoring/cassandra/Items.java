package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.scoring.fold.Source;
import io.earshot.scoring.measure.Contribution;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Every item that was ever in the log. */
public final class Items {

    private final CqlSession session;
    private final PreparedStatement insert;
    private final PreparedStatement select;

    Items(CqlSession session, CassandraProperties properties) {
        this.session = session;
        String table = properties.keyspace() + ".items";
        this.insert = session.prepare("INSERT INTO " + table
                + " (store, id, revision, source, log_offset, series, answer, category, segments, occurred_at, received)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
        this.select =
                session.prepare("SELECT revision, source, log_offset FROM " + table + " WHERE store = ? AND id = ?");
    }

    /** The statement that writes down the record at that offset. */
    public Statement<?> write(Submitted submitted, Source source, long offset) {
        Feedback feedback = submitted.feedback();
        Contribution contribution = Contribution.of(feedback);
        Map<String, String> segments = new HashMap<>();
        contribution
                .segments()
                .forEach(segment -> segments.put(segment.dimension().slug(), segment.value()));
        return insert.bind(
                        submitted.origin().store(),
                        feedback.id(),
                        feedback.revision(),
                        source.name(),
                        offset,
                        contribution.series().key(),
                        contribution.answer(),
                        contribution.category() == null
                                ? null
                                : contribution.category().slug(),
                        segments,
                        feedback.occurredAt(),
                        submitted.origin().received(),
                        offset + 1)
                .setIdempotent(true);
    }

    /**
     * The highest revision of the item that stands in the log before that offset, null if none does.
     *
     * @param older the names of the sources before the record's own
     */
    public CompletionStage<@Nullable Integer> revisionBefore(
            Submitted submitted, Source source, long offset, Set<String> older) {
        return session.executeAsync(select.bind(
                                submitted.origin().store(), submitted.feedback().id())
                        .setIdempotent(true))
                .thenCompose(page -> highest(page, source, offset, older, null));
    }

    private static CompletionStage<@Nullable Integer> highest(
            AsyncResultSet page, Source source, long offset, Set<String> older, @Nullable Integer soFar) {
        Integer highest = soFar;
        for (Row row : page.currentPage()) {
            String rowSource = row.getString("source");
            boolean before = source.name().equals(rowSource)
                    ? row.getLong("log_offset") < offset
                    : rowSource != null && older.contains(rowSource);
            if (before && (highest == null || row.getInt("revision") > highest)) {
                highest = row.getInt("revision");
            }
        }
        Integer found = highest;
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> highest(next, source, offset, older, found))
                : CompletableFuture.completedFuture(found);
    }
}
