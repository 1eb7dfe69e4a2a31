package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.earshot.feedback.Category;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import io.earshot.scoring.fold.Change;
import io.earshot.scoring.fold.Counted;
import io.earshot.scoring.fold.ItemRecord;
import io.earshot.scoring.fold.Source;
import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Segment;
import io.earshot.scoring.measure.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Every record of an item that was ever in the log. */
public final class Items {

    private static final int WITHDRAWAL = -1;

    private final CqlSession session;
    private final int ttlSeconds;
    private final PreparedStatement insert;
    private final PreparedStatement insertWithdrawal;
    private final PreparedStatement select;

    Items(CqlSession session, CassandraProperties properties) {
        this.session = session;
        this.ttlSeconds = properties.itemsTtlSeconds();
        String table = properties.keyspace() + ".item_records";
        this.insert = session.prepare("INSERT INTO " + table
                + " (store, id, revision, ordinal, log_offset, source, via, series, answer, category, segments, occurred_at, in_minutes)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?");
        this.insertWithdrawal = session.prepare(
                "INSERT INTO " + table
                        + " (store, id, revision, ordinal, log_offset, source) VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?");
        this.select =
                session.prepare("SELECT revision, ordinal, log_offset, source, via, series, answer, category, segments,"
                        + " occurred_at, in_minutes FROM " + table + " WHERE store = ? AND id = ?");
    }

    /** The statement that writes down the record at that offset. */
    public Statement<?> write(Submitted submitted, Source source, long offset) {
        Counted counted = Counted.of(submitted);
        Contribution contribution = counted.contribution();
        Category category = contribution.category();
        BoundStatement statement = insert.bind(
                submitted.origin().store(),
                submitted.feedback().id(),
                submitted.feedback().revision(),
                source.ordinal(),
                offset,
                source.name(),
                submitted.origin().via().slug(),
                contribution.series().key(),
                contribution.answer(),
                category == null ? null : category.slug(),
                segments(contribution),
                counted.occurredAt(),
                counted.inMinutes(),
                offset + 1,
                ttlSeconds);
        // a null bound would be written as a tombstone
        if (contribution.answer() == null) {
            statement = statement.unset("answer");
        }
        if (category == null) {
            statement = statement.unset("category");
        }
        return statement.setIdempotent(true);
    }

    /** The statement that writes down the withdrawal at that offset. */
    public Statement<?> write(Withdrawn withdrawn, Source source, long offset) {
        return insertWithdrawal
                .bind(
                        withdrawn.origin().store(),
                        withdrawn.id(),
                        WITHDRAWAL,
                        source.ordinal(),
                        offset,
                        source.name(),
                        offset + 1,
                        ttlSeconds)
                .setIdempotent(true);
    }

    static Map<String, String> segments(Contribution contribution) {
        Map<String, String> segments = new HashMap<>();
        contribution
                .segments()
                .forEach(segment -> segments.put(segment.dimension().slug(), segment.value()));
        return segments;
    }

    /** All records of the item that are written down so far, in the order of the log. */
    public CompletionStage<List<ItemRecord>> history(String store, String id) {
        return session.executeAsync(select.bind(store, id).setIdempotent(true))
                .thenCompose(page -> addPages(page, new ArrayList<>()));
    }

    private static CompletionStage<List<ItemRecord>> addPages(AsyncResultSet page, List<ItemRecord> records) {
        page.currentPage().forEach(row -> records.add(itemRecord(row)));
        if (page.hasMorePages()) {
            return page.fetchNextPage().thenCompose(next -> addPages(next, records));
        }
        records.sort(null);
        return CompletableFuture.completedFuture(records);
    }

    private static ItemRecord itemRecord(Row row) {
        return new ItemRecord(row.getInt("ordinal"), text(row, "source"), row.getLong("log_offset"), change(row));
    }

    private static Change change(Row row) {
        int revision = row.getInt("revision");
        if (revision == WITHDRAWAL) {
            return new Change.Withdraw();
        }
        Via via = Via.SUBMIT.slug().equals(row.getString("via")) ? Via.SUBMIT : Via.INGEST;
        Instant occurredAt = Objects.requireNonNull(row.getInstant("occurred_at"));
        return new Change.Put(revision, via, new Counted(contribution(row), occurredAt, row.getBoolean("in_minutes")));
    }

    static Contribution contribution(Row row) {
        Map<String, String> values = row.getMap("segments", String.class, String.class);
        List<Segment> segments = new ArrayList<>();
        // in the order of the dimensions, as an item's own
        for (Dimension dimension : Dimension.values()) {
            String value = values == null ? null : values.get(dimension.slug());
            if (value != null) {
                segments.add(Segment.of(dimension, value));
            }
        }
        @Nullable String category = row.getString("category");
        return new Contribution(
                Series.of(text(row, "series")),
                row.isNull("answer") ? null : row.getInt("answer"),
                category == null ? null : Category.of(category).orElseThrow(),
                segments);
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNull(row.getString(column), column);
    }
}
