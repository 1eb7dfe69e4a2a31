package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;

/**
 * Which generation of the rows is the one that counts. A generation is a whole set of rows; a new one is built beside it, and takes over by
 * one compare-and-set. Numbers are given out one after the other and tell nothing of the code that folded: where a later version folds
 * differently, it goes on with the rows that are there, and they have to be counted anew by the command {@code rebuild}.
 */
public final class Generations {

    /** What begins in a keyspace that is empty; nowhere else. */
    static final int FIRST = 2;

    private static final int ONLY = 0;

    private final CqlSession session;
    private final PreparedStatement select;
    private final PreparedStatement insert;
    private final PreparedStatement number;
    private final PreparedStatement activate;

    Generations(CqlSession session, CassandraProperties properties) {
        this.session = session;
        String table = properties.keyspace() + ".generations";
        this.select = session.prepare("SELECT active, newest FROM " + table + " WHERE id = ?");
        this.insert = session.prepare("INSERT INTO " + table + " (id, active, newest) VALUES (?, ?, ?) IF NOT EXISTS");
        this.number = session.prepare("UPDATE " + table + " SET newest = ? WHERE id = ? IF newest = ?");
        this.activate = session.prepare("UPDATE " + table + " SET active = ? WHERE id = ? IF active = ?");
    }

    /** The generation that is read. */
    public int active() {
        return row().getInt("active");
    }

    /** A number for a generation that is to be built; nobody else gets it. */
    public int next() {
        while (true) {
            int newest = row().getInt("newest");
            if (agreed(number.bind(newest + 1, ONLY, newest))) {
                return newest + 1;
            }
        }
    }

    /**
     * Makes another generation the one that is read.
     *
     * @return false if the one before is not the active one any more; nothing has changed then
     */
    public boolean activate(int before, int next) {
        return agreed(activate.bind(next, ONLY, before));
    }

    private Row row() {
        while (true) {
            Row row = session.execute(select.bind(ONLY)
                            .setIdempotent(true)
                            .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL))
                    .one();
            if (row != null) {
                return row;
            }
            agreed(insert.bind(ONLY, FIRST, FIRST));
        }
    }

    private boolean agreed(BoundStatement statement) {
        ResultSet answer = session.execute(statement.setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL));
        return answer.wasApplied();
    }
}
