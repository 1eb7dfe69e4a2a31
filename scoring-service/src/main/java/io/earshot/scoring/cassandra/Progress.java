package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.earshot.scoring.fold.Source;

/**
 * How far a reader of the log has written everything. Kept beside what was written, not with Kafka: so it can't say more than Cassandra
 * holds, not after a topic was made anew nor after Cassandra was lost. (A backup has to hold a progress no newer than its rows.)
 */
public final class Progress {

    private final CqlSession session;
    private final PreparedStatement select;
    private final PreparedStatement insert;

    Progress(CqlSession session, CassandraProperties properties) {
        this.session = session;
        String table = properties.keyspace() + ".progress";
        this.select = session.prepare("SELECT last_offset FROM " + table + " WHERE reader = ? AND source = ?");
        this.insert = session.prepare(
                "INSERT INTO " + table + " (reader, source, last_offset) VALUES (?, ?, ?) USING TIMESTAMP ?");
    }

    /** The offset of the last record up to which everything is written, -1 if nothing is. */
    public long lastOffset(String reader, Source source) {
        Row row = session.execute(select.bind(reader, source.name()).setIdempotent(true))
                .one();
        return row == null ? -1 : row.getLong("last_offset");
    }

    /** The statement that says so; an older one written later changes nothing. */
    public Statement<?> write(String reader, Source source, long lastOffset) {
        return insert.bind(reader, source.name(), lastOffset, lastOffset + 1).setIdempotent(true);
    }
}
