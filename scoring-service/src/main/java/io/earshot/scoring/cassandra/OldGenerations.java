package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Deletes the rows of generations that nobody reads any more. */
public final class OldGenerations {

    /** Later than any offset; a generation's number is never given out again. */
    private static final long BEHIND_ALL = Long.MAX_VALUE / 2;

    private static final int DELETES = 64;

    private final CqlSession session;
    private final List<Partitions> tables;

    OldGenerations(CqlSession session, CassandraProperties properties) {
        this.session = session;
        this.tables = List.of(
                new Partitions(
                        properties.keyspace() + ".score_rows",
                        List.of("generation", "store", "series", "segment", "resolution", "era")),
                new Partitions(
                        properties.keyspace() + ".value_rows",
                        List.of("generation", "store", "series", "dimension", "resolution", "bucket")));
    }

    /** A table and the columns of its partition key, the generation first. */
    private record Partitions(String table, List<String> key) {

        String select() {
            return "SELECT DISTINCT " + String.join(", ", key) + " FROM " + table;
        }

        String delete() {
            return "DELETE FROM " + table + " USING TIMESTAMP ? WHERE "
                    + key.stream().map(column -> column + " = ?").collect(Collectors.joining(" AND "));
        }
    }

    /** Deletes the rows of all generations before that one; looks at all partitions there are. */
    public void dropAllBefore(int generation) {
        tables.forEach(table -> dropAllBefore(generation, table));
    }

    private void dropAllBefore(int generation, Partitions partitions) {
        PreparedStatement delete = session.prepare(partitions.delete());
        InFlight deletes = new InFlight(DELETES);
        session.execute(SimpleStatement.newInstance(partitions.select())
                        .setTimeout(Duration.ofSeconds(30))
                        .setIdempotent(true))
                .forEach(row -> {
                    if (row.getInt("generation") < generation) {
                        deletes.submit(() -> session.executeAsync(bind(delete, partitions, row)));
                    }
                });
        deletes.await();
    }

    private static BoundStatement bind(PreparedStatement delete, Partitions partitions, Row row) {
        BoundStatement statement = delete.bind().setLong(0, BEHIND_ALL);
        for (int i = 0; i < partitions.key().size(); i++) {
            statement = statement.setBytesUnsafe(
                    i + 1, row.getBytesUnsafe(partitions.key().get(i)));
        }
        return statement.setIdempotent(true);
    }
}
