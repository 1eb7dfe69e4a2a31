package io.earshot.scoring.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.earshot.feedback.Category;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.fold.Change;
import io.earshot.scoring.fold.ItemRecord;
import io.earshot.scoring.fold.Source;
import io.earshot.scoring.measure.Contribution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * The answers behind the scores. Each record of an item has a row of its own, so no write depends on what is there; which of them counts is
 * judged by who reads. What may tell who the customer is stands in one column, which expires and can be erased.
 */
public final class Responses {

    /** Over how many Cassandra partitions a store's day is spread. */
    public static final int SHARDS = 16;

    /** One read of a partition: small, for a store's day takes sixteen at once. */
    private static final int PAGE = 32;

    private static final int ROW_BYTES = 200;

    private static final String KEY = "store = ? AND day = ? AND shard = ? AND occurred_at = ? AND id = ?"
            + " AND revision = ? AND ordinal = ? AND log_offset = ?";

    private final CqlSession session;
    private final int itemsTtlSeconds;
    private final int wordsTtlSeconds;
    private final PreparedStatement insert;
    private final PreparedStatement insertWords;
    private final PreparedStatement deleteWords;
    private final PreparedStatement select;

    Responses(CqlSession session, CassandraProperties properties) {
        this.session = session;
        this.itemsTtlSeconds = properties.itemsTtlSeconds();
        this.wordsTtlSeconds = properties.wordsTtlSeconds();
        String table = properties.keyspace() + ".responses";
        this.insert = session.prepare("INSERT INTO " + table
                + " (store, day, shard, occurred_at, id, revision, ordinal, log_offset, series, answer, category, segments)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?");
        // an update, for an insert would let the row's own mark of life expire with the words
        this.insertWords =
                session.prepare("UPDATE " + table + " USING TIMESTAMP ? AND TTL ? SET item = ? WHERE " + KEY);
        this.deleteWords = session.prepare("DELETE item FROM " + table + " USING TIMESTAMP ? WHERE " + KEY);
        this.select = session.prepare("SELECT occurred_at, id, revision, ordinal, log_offset, series, answer, category,"
                + " segments, item FROM " + table + " WHERE store = ? AND day = ? AND shard = ?"
                + " AND (occurred_at, id, revision, ordinal, log_offset) < (?, ?, ?, ?, ?) AND (occurred_at) >= (?)");
    }

    /** A record to be written. */
    public record Logged(Submitted submitted, byte[] json, Source source, long offset) {}

    private record Partition(String store, long day, int shard) {

        static Partition of(String store, String id, Instant occurredAt) {
            return new Partition(store, Resolution.DAY.bucketOf(occurredAt), Math.floorMod(id.hashCode(), SHARDS));
        }
    }

    /** The statements that write the records: those of one Cassandra partition together. */
    public List<Statement<?>> writes(List<Logged> records) {
        PartitionBatches<Partition> batches = new PartitionBatches<>();
        for (Logged record : records) {
            ResponseKey key = key(record);
            Partition partition = Partition.of(record.submitted().origin().store(), key.id(), key.occurredAt());
            batches.add(
                    partition,
                    ROW_BYTES + record.json().length,
                    write(partition, key, Contribution.of(record.submitted().feedback())),
                    writeWords(partition, key, new String(record.json(), UTF_8)));
        }
        return batches.statements();
    }

    private static ResponseKey key(Logged record) {
        return new ResponseKey(
                record.submitted().feedback().occurredAt(),
                record.submitted().feedback().id(),
                record.submitted().feedback().revision(),
                record.source().ordinal(),
                record.offset());
    }

    private BoundStatement write(Partition partition, ResponseKey key, Contribution contribution) {
        BoundStatement statement = bindKey(insert.bind(), 0, partition, key)
                .setString("series", contribution.series().key())
                .setMap("segments", Items.segments(contribution), String.class, String.class)
                .setLong("[timestamp]", LogTime.of(key.ordinal(), key.offset()))
                .setInt("[ttl]", itemsTtlSeconds)
                .setIdempotent(true);
        Integer answer = contribution.answer();
        if (answer != null) {
            statement = statement.setInt("answer", answer);
        }
        Category category = contribution.category();
        return category == null ? statement : statement.setString("category", category.slug());
    }

    private BoundStatement writeWords(Partition partition, ResponseKey key, String item) {
        BoundStatement statement = insertWords
                .bind()
                .setLong(0, LogTime.of(key.ordinal(), key.offset()))
                .setInt(1, wordsTtlSeconds)
                .setString(2, item);
        return bindKey(statement, 3, partition, key).setIdempotent(true);
    }

    private static BoundStatement bindKey(BoundStatement statement, int from, Partition partition, ResponseKey key) {
        int next = from;
        return statement
                .setString(next++, partition.store())
                .setLong(next++, partition.day())
                .setInt(next++, partition.shard())
                .setInstant(next++, key.occurredAt())
                .setString(next++, key.id())
                .setInt(next++, key.revision())
                .setInt(next++, key.ordinal())
                .setLong(next, key.offset());
    }

    /**
     * The statements that erase the words of these records of an item, for an erasure that stands at that offset.
     *
     * @param records all before that offset; withdrawals among them have no words
     */
    public List<Statement<?>> eraseWords(
            String store, String id, List<ItemRecord> records, Source source, long offset) {
        PartitionBatches<Partition> batches = new PartitionBatches<>();
        for (ItemRecord record : records) {
            if (record.change() instanceof Change.Put put) {
                Instant occurredAt = put.counted().occurredAt();
                ResponseKey key = new ResponseKey(occurredAt, id, put.revision(), record.ordinal(), record.offset());
                Partition partition = Partition.of(store, id, occurredAt);
                BoundStatement statement = deleteWords.bind().setLong(0, LogTime.of(source.ordinal(), offset));
                batches.add(
                        partition,
                        ROW_BYTES,
                        bindKey(statement, 1, partition, key).setIdempotent(true));
            }
        }
        return batches.statements();
    }

    /**
     * The answers of one shard of a day, the newest first.
     *
     * @param after where to go on: what stands ahead of it is left out, and so is itself
     * @param from older ones are left out
     */
    public CompletionStage<StoredResponse.Page> read(
            String store, long day, int shard, ResponseKey after, Instant from) {
        BoundStatement statement = select.bind(
                        store,
                        day,
                        shard,
                        after.occurredAt(),
                        after.id(),
                        after.revision(),
                        after.ordinal(),
                        after.offset(),
                        from)
                .setPageSize(PAGE)
                .setIdempotent(true);
        return session.executeAsync(statement).thenApply(Responses::page);
    }

    private static StoredResponse.Page page(AsyncResultSet rows) {
        List<StoredResponse> responses = new ArrayList<>();
        rows.currentPage().forEach(row -> responses.add(response(row)));
        return new StoredResponse.Page(
                responses, rows.hasMorePages() ? () -> rows.fetchNextPage().thenApply(Responses::page) : null);
    }

    private static StoredResponse response(Row row) {
        ResponseKey key = new ResponseKey(
                Objects.requireNonNull(row.getInstant("occurred_at")),
                Objects.requireNonNull(row.getString("id")),
                row.getInt("revision"),
                row.getInt("ordinal"),
                row.getLong("log_offset"));
        return new StoredResponse(key, Items.contribution(row), row.getString("item"));
    }
}
