package io.earshot.bench.streams;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** The rows in Cassandra: the same table, batches and number of writes at once as the scoring service has. */
final class ScoreTable {

    private static final int WRITES = 256;
    private static final int BATCH_BYTES = 20_000;
    private static final int MINUTE_TTL_SECONDS =
            Math.toIntExact(Duration.ofDays(3).toSeconds());

    private final CqlSession session;
    private final PreparedStatement insert;

    ScoreTable(CqlSession session, String keyspace) {
        this.session = session;
        session.execute("CREATE KEYSPACE IF NOT EXISTS " + keyspace
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        session.execute("CREATE TABLE IF NOT EXISTS " + keyspace
                + ".score_rows (store text, series text, segment text, resolution text, era bigint, bucket bigint,"
                + " total blob, segments frozen<map<text, blob>>,"
                + " PRIMARY KEY ((store, series, segment, resolution, era), bucket))"
                + " WITH compaction = {'class': 'UnifiedCompactionStrategy'}");
        this.insert = session.prepare("INSERT INTO " + keyspace
                + ".score_rows (store, series, segment, resolution, era, bucket, total, segments)"
                + " VALUES (?, ?, '', ?, ?, ?, ?, ?) USING TTL ?");
    }

    /** A row as an absolute value: to write it again changes nothing. */
    record Row(RowKey key, RowSums.Columns sums) {

        private int bytes() {
            int bytes = 200 + sums.total().remaining();
            for (var segment : sums.segments().entrySet()) {
                bytes += 8 + segment.getKey().length() + segment.getValue().remaining();
            }
            return bytes;
        }
    }

    private record Partition(String store, String series, Resolution resolution, long era) {
        static Partition of(Row row) {
            RowKey key = row.key();
            return new Partition(
                    key.store(),
                    key.series(),
                    key.resolution(),
                    key.resolution().eraOf(key.bucket()));
        }
    }

    /** Writes the rows and waits until all are acknowledged. */
    void write(List<Row> rows) throws InterruptedException {
        Semaphore free = new Semaphore(WRITES);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Map<Partition, List<Row>> together = rows.stream().collect(Collectors.groupingBy(Partition::of));
        for (Statement<?> statement :
                together.values().stream().flatMap(one -> batches(one).stream()).toList()) {
            free.acquire();
            session.executeAsync(statement).whenComplete((done, error) -> {
                if (error != null) {
                    failure.compareAndSet(null, error);
                }
                free.release();
            });
        }
        free.acquire(WRITES);
        if (failure.get() != null) {
            throw new IllegalStateException("Cassandra refused a write", failure.get());
        }
    }

    private List<Statement<?>> batches(List<Row> rows) {
        if (rows.size() == 1) {
            return List.of(bind(rows.get(0)));
        }
        List<Statement<?>> batches = new ArrayList<>();
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
        int bytes = 0;
        for (Row row : rows) {
            if (bytes > 0 && bytes + row.bytes() > BATCH_BYTES) {
                batches.add(batch.setIdempotence(true).build());
                batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
                bytes = 0;
            }
            batch.addStatement(bind(row));
            bytes += row.bytes();
        }
        batches.add(batch.setIdempotence(true).build());
        return batches;
    }

    private BoundStatement bind(Row row) {
        RowKey key = row.key();
        return insert.bind(
                        key.store(),
                        key.series(),
                        key.resolution().slug(),
                        key.resolution().eraOf(key.bucket()),
                        key.bucket(),
                        row.sums().total(),
                        row.sums().segments(),
                        key.resolution() == Resolution.MINUTE ? MINUTE_TTL_SECONDS : 0)
                .setIdempotent(true);
    }
}
