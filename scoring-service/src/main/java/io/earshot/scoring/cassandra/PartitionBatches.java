package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Puts writes to the same Cassandra partition together: one mutation instead of many.
 *
 * @param <K> what tells partitions apart
 */
final class PartitionBatches<K> {

    /** Well under the 50 KiB at which Cassandra refuses a batch. */
    private static final int MOST_BYTES = 20_000;

    private static final int MOST_STATEMENTS = 200;

    private final Map<K, Open> open = new HashMap<>();
    private final List<Statement<?>> full = new ArrayList<>();

    /**
     * @param bytes about how large the statements are together
     */
    void add(K partition, int bytes, BatchableStatement<?>... statements) {
        Open batch = open.computeIfAbsent(partition, none -> new Open());
        if (batch.bytes > 0
                && (batch.bytes + bytes > MOST_BYTES
                        || batch.statements.size() + statements.length > MOST_STATEMENTS)) {
            full.add(batch.close());
            batch = new Open();
            open.put(partition, batch);
        }
        batch.bytes += bytes;
        batch.statements.addAll(List.of(statements));
    }

    /** What was put together. */
    List<Statement<?>> statements() {
        return Stream.concat(full.stream(), open.values().stream().map(Open::close))
                .toList();
    }

    private static final class Open {
        private final List<BatchableStatement<?>> statements = new ArrayList<>();
        private int bytes;

        private Statement<?> close() {
            if (statements.size() == 1) {
                return statements.get(0);
            }
            BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
            statements.forEach(batch::addStatement);
            return batch.setIdempotence(true).build();
        }
    }
}
