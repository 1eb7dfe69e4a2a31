package io.earshot.bench.server;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.local.servers.CassandraServer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The tables of a keyspace, seen from outside the service: brought to disk, and read once more. */
public final class CassandraTables implements AutoCloseable {

    private static final int FLUSH_MILLIS = 1_000;
    private static final int QUIET_SECONDS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final CqlSession session;

    public CassandraTables(CassandraServer cassandra) {
        this.session = CqlSession.builder()
                .addContactPoint(cassandra.socketAddress())
                .withLocalDatacenter(CassandraServer.DATACENTER)
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                        .build())
                .build();
    }

    /** For statements of one's own; closed with this. */
    public CqlSession session() {
        return session;
    }

    public List<String> names(String keyspace) {
        return session
                .execute("SELECT table_name FROM system_schema.tables WHERE keyspace_name = '" + keyspace + "'")
                .all()
                .stream()
                .map(row -> Objects.requireNonNull(row.getString(0)))
                .toList();
    }

    /**
     * Brings all that is in memory only to disk, and waits until nothing is compacted any more. The nodes here have no JMX, so no
     * {@code nodetool}: a table that is told to flush every second does, and is then told not to again.
     */
    public void settle(String keyspace) throws InterruptedException {
        flushEvery(keyspace, FLUSH_MILLIS);
        TimeUnit.MILLISECONDS.sleep(3L * FLUSH_MILLIS);
        flushEvery(keyspace, 0);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int quiet = 0;
        while (quiet < QUIET_SECONDS && System.nanoTime() < deadline) {
            TimeUnit.SECONDS.sleep(1);
            quiet = rows("SELECT task_id FROM system_views.sstable_tasks") > 0 ? 0 : quiet + 1;
        }
    }

    private void flushEvery(String keyspace, int millis) {
        for (String table : names(keyspace)) {
            session.execute("ALTER TABLE " + keyspace + "." + table + " WITH memtable_flush_period_in_ms = " + millis);
        }
    }

    /** How many rows a statement reads. */
    public long rows(String statement) {
        long rows = 0;
        for (Row ignored : session.execute(statement)) {
            rows++;
        }
        return rows;
    }

    /** Takes the keyspace away, so that its compactions disturb no later measurement. */
    public void drop(String keyspace) {
        session.execute("DROP KEYSPACE IF EXISTS " + keyspace);
    }

    @Override
    public void close() {
        session.close();
    }
}
