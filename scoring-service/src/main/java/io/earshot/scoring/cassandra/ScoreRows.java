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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of the fold: read at first touch, written as absolute values. */
public final class ScoreRows {

    private final CqlSession session;
    private final int generation;
    private final int minuteTtlSeconds;
    private final ValueRows valueRows;
    private final int ttlSeconds;
    private final PreparedStatement insert;
    private final PreparedStatement select;

    ScoreRows(CqlSession session, int generation, CassandraProperties properties, ValueRows valueRows) {
        this.session = session;
        this.generation = generation;
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
    public CompletionStage<ScoreRow.@Nullable Image> read(RowKey key, String source) {
        BoundStatement statement = select.bind(
                generation,
                key.store(),
                key.series().key(),
                key.segment(),
                key.resolution().slug(),
                key.resolution().eraOf(key.bucket()),
                key.bucket(),
                source);
        return session.executeAsync(statement.setIdempotent(true)).thenApply(rows -> image(key, rows.one()));
    }

    private static ScoreRow.@Nullable Image image(RowKey key, @Nullable Row row) {
        if (row == null) {
            return null;
        }
        Map<String, ByteBuffer> segments = row.getMap("segments", String.class, ByteBuffer.class);
        return new ScoreRow.Image(
                key,
                row.getLong("last_offset"),
                Objects.requireNonNull(row.getByteBuffer("total")),
                segments == null ? Map.of() : segments);
    }

    /** The statements that write the rows, and the same sums into the lists of values: those of one Cassandra partition together. */
    public List<Statement<?>> writes(List<ScoreRow.Image> rows, String source) {
        List<Statement<?>> statements = new ArrayList<>();
        rows.stream()
                .collect(Collectors.groupingBy(row -> CassandraPartition.of(row.key())))
                .values()
                .forEach(together -> Batches.add(together, ScoreRows::bytes, row -> write(row, source), statements));
        valueRows.addWrites(rows, source, statements);
        return statements;
    }

    private BoundStatement write(ScoreRow.Image row, String source) {
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
