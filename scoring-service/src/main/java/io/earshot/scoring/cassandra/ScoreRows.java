package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.fold.RowKey;
import io.earshot.scoring.fold.ScoreRow;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The rows of the fold: read at first touch, written as absolute values. */
public final class ScoreRows {

    private final CqlSession session;
    private final int minuteTtlSeconds;
    private final ValueRows valueRows;
    private final int ttlSeconds;
    private final PreparedStatement insert;
    private final PreparedStatement select;

    ScoreRows(CqlSession session, CassandraProperties properties, ValueRows valueRows) {
        this.session = session;
        this.valueRows = valueRows;
        this.minuteTtlSeconds = Math.toIntExact(properties.minuteRetention().toSeconds());
        this.ttlSeconds = properties.rowsTtlSeconds();
        String table = properties.keyspace() + ".score_rows";
        this.insert = session.prepare("INSERT INTO " + table
                + " (generation, store, series, segment, resolution, era, bucket, source, last_offset, total, segments)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?");
        this.select = session.prepare("SELECT last_offset, total, segments FROM " + table
                + " WHERE generation = ? AND store = ? AND series = ? AND segment = ? AND resolution = ? AND era = ?"
                + " AND bucket = ? AND source = ?");
    }

    /** The row as it was last written, null if it never was. */
    public CompletionStage<ScoreRow.@Nullable Image> read(int generation, RowKey key, String source) {
        BoundStatement statement = select.bind(
                generation,
                key.store(),
                key.series().key(),
                key.segment(),
                key.resolution().slug(),
                key.resolution().eraOf(key.bucket()),
                key.bucket(),
                source);
        return session.executeAsync(statement.setIdempotent(true)).thenApply(rows -> {
            Row row = rows.one();
            return row == null ? null : image(key, row);
        });
    }

    /** The row as it was written. */
    static ScoreRow.Image image(RowKey key, Row row) {
        Map<String, ByteBuffer> segments = row.getMap("segments", String.class, ByteBuffer.class);
        return new ScoreRow.Image(
                key,
                row.getLong("last_offset"),
                Objects.requireNonNull(row.getByteBuffer("total")),
                segments == null ? Map.of() : segments);
    }

    /** The statements that write the rows, and the same sums into the lists of values: those of one Cassandra partition together. */
    public List<Statement<?>> writes(int generation, List<ScoreRow.Image> rows, String source) {
        PartitionBatches<Object> batches = new PartitionBatches<>();
        rows.forEach(row -> batches.add(CassandraPartition.of(row.key()), bytes(row), write(generation, row, source)));
        valueRows.addWrites(generation, rows, source, batches);
        return batches.statements();
    }

    private BoundStatement write(int generation, ScoreRow.Image row, String source) {
        RowKey key = row.key();
        return insert.bind(
                        generation,
                        key.store(),
                        key.series().key(),
                        key.segment(),
                        key.resolution().slug(),
                        key.resolution().eraOf(key.bucket()),
                        key.bucket(),
                        source,
                        row.lastOffset(),
                        row.total(),
                        row.segments(),
                        row.lastOffset() + 1,
                        key.resolution() == Resolution.MINUTE ? minuteTtlSeconds : ttlSeconds)
                .setIdempotent(true);
    }

    private static int bytes(ScoreRow.Image row) {
        int bytes = 200 + row.total().remaining();
        for (Map.Entry<String, ByteBuffer> segment : row.segments().entrySet()) {
            bytes += 8 + segment.getKey().length() + segment.getValue().remaining();
        }
        return bytes;
    }

    private record CassandraPartition(String store, String series, String segment, Resolution resolution, long era) {
        static CassandraPartition of(RowKey key) {
            return new CassandraPartition(
                    key.store(),
                    key.series().key(),
                    key.segment(),
                    key.resolution(),
                    key.resolution().eraOf(key.bucket()));
        }
    }
}
