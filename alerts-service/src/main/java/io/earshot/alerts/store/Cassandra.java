package io.earshot.alerts.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cassandra as the other packages see it: statements by their text, prepared once. It may be away, at the start, too; then every call throws
 * {@link StoreAwayException} or the driver's own exception. Calls block: never on an event loop.
 */
public final class Cassandra {

    /** Statements name their table only; Cassandra warns of a keyspace set aside. */
    private static final Pattern TABLE = Pattern.compile("\\b(FROM|INTO|UPDATE) (\\w+)");

    private final String keyspace;
    private final Map<String, PreparedStatement> prepared = new ConcurrentHashMap<>();
    private final PartitionWrites<BoundStatement> writes = new PartitionWrites<>(this::startAll);
    private volatile @Nullable CqlSession session;

    Cassandra(String keyspace) {
        this.keyspace = keyspace;
    }

    /** Whether the session stands, the schema is there and a node is connected. */
    public boolean isReady() {
        CqlSession connected = session;
        return connected != null
                && connected.getMetadata().getNodes().values().stream().anyMatch(node -> node.getOpenConnections() > 0);
    }

    void ready(CqlSession connected) {
        session = connected;
    }

    /** Runs a statement that may be repeated without harm. */
    public ResultSet run(String cql, @Nullable Object... values) {
        return session().execute(bind(cql, values).setIdempotent(true));
    }

    /**
     * As {@link #run}, of a statement whose rows are many and mostly not asked for.
     *
     * @param rows how many are fetched at a time
     */
    public ResultSet runPaged(int rows, String cql, @Nullable Object... values) {
        return session().execute(bind(cql, values).setIdempotent(true).setPageSize(rows));
    }

    /** As {@link #run}, not waited for. */
    public CompletionStage<AsyncResultSet> start(String cql, @Nullable Object... values) {
        return session().executeAsync(bind(cql, values).setIdempotent(true));
    }

    /** Runs a compare-and-set; true if the condition held. After an exception nobody knows whether it did. */
    public boolean runIf(String cql, @Nullable Object... values) {
        return session().execute(bind(cql, values).setIdempotent(false)).wasApplied();
    }

    /** Runs statements on one partition as one compare-and-set: all or none. */
    public boolean runIf(List<BoundStatement> statements) {
        Statement<?> batch = BatchStatement.newInstance(BatchType.UNLOGGED)
                .addAll(statements)
                .setIdempotent(false);
        return session().execute(batch).wasApplied();
    }

    /**
     * As {@link #bind}, but null leaves a column as it is: in a new row nothing is there to delete, and a deleted cell would have to be read
     * over for days.
     */
    public BoundStatement bindPresent(String cql, @Nullable Object... values) {
        BoundStatement bound = bind(cql, values);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                bound = bound.unset(i);
            }
        }
        return bound;
    }

    /**
     * As {@link #start}, of a write that may leave together with others of its partition, whoever they are of: for rows of partitions that many write
     * to. Of such writes of one cell the last need not win unless they are stamped.
     *
     * @param statement with its whole partition key bound
     */
    public CompletionStage<Void> startTogether(BoundStatement statement) {
        return writes.add(Objects.requireNonNull(statement.getRoutingKey(), "routing key"), statement);
    }

    /** Begins to run statements that may be repeated without harm, best on one partition. */
    public CompletionStage<AsyncResultSet> startAll(List<BoundStatement> statements) {
        if (statements.size() == 1) {
            return session().executeAsync(statements.get(0).setIdempotent(true));
        }
        return session()
                .executeAsync(BatchStatement.newInstance(BatchType.UNLOGGED)
                        .addAll(statements)
                        .setIdempotent(true));
    }

    /** A statement with its values; null deletes a cell. */
    public BoundStatement bind(String cql, @Nullable Object... values) {
        PreparedStatement known = prepared.get(cql);
        if (known == null) {
            known = session().prepare(TABLE.matcher(cql).replaceFirst("$1 " + keyspace + ".$2"));
            prepared.put(cql, known);
        }
        return known.bind(values);
    }

    private CqlSession session() {
        CqlSession connected = session;
        if (connected == null) {
            throw new StoreAwayException("no session to Cassandra yet");
        }
        return connected;
    }
}
