package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** Writes to one Cassandra partition, in as few statements as their size allows. */
final class Batches {

    /** Of one partition in one statement: well under the 50 KiB at which Cassandra refuses a batch. */
    private static final int MOST_BYTES = 20_000;

    private Batches() {}

    /**
     * Adds the statements that write the rows.
     *
     * @param rows of one Cassandra partition, at least one
     * @param bytes about how large a row is
     * @param write an idempotent statement
     */
    static <T> void add(
            List<T> rows, ToIntFunction<T> bytes, Function<T, BoundStatement> write, List<Statement<?>> statements) {
        if (rows.size() == 1) {
            statements.add(write.apply(rows.get(0)));
            return;
        }
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
        int filled = 0;
        for (T row : rows) {
            if (filled > 0 && filled + bytes.applyAsInt(row) > MOST_BYTES) {
                statements.add(batch.setIdempotence(true).build());
                batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
                filled = 0;
            }
            batch.addStatement(write.apply(row));
            filled += bytes.applyAsInt(row);
        }
        statements.add(batch.setIdempotence(true).build());
    }
}
