package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.scoring.fold.Source;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/** The sources of each partition. Several services may find a new one at once: they agree by compare-and-set. */
public final class Sources {

    private final CqlSession session;
    private final Clock clock;
    private final PreparedStatement select;
    private final PreparedStatement insert;

    Sources(CqlSession session, CassandraProperties properties, Clock clock) {
        this.session = session;
        this.clock = clock;
        String table = properties.keyspace() + ".sources";
        this.select = session.prepare(
                "SELECT ordinal, topic_id, epoch, rewound FROM " + table + " WHERE kafka_partition = ?");
        this.insert = session.prepare(
                "INSERT INTO " + table
                        + " (kafka_partition, ordinal, topic_id, epoch, rewound, first_seen) VALUES (?, ?, ?, ?, ?, ?) IF NOT EXISTS");
    }

    /** All sources of the partition, the oldest first. */
    public List<Source> of(int partition) {
        return session.execute(select.bind(partition)
                        .setIdempotent(true)
                        .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL))
                .map(row -> source(partition, row))
                .all();
    }

    private static Source source(int partition, Row row) {
        return new Source(
                Objects.requireNonNull(row.getString("topic_id")),
                partition,
                row.getInt("epoch"),
                row.getInt("ordinal"),
                row.getLong("rewound"));
    }

    /** Adds a source, unless another service was quicker with that ordinal; read again to see which. */
    public void add(Source source) {
        session.execute(insert.bind(
                        source.partition(),
                        source.ordinal(),
                        source.topicId(),
                        source.epoch(),
                        source.rewound(),
                        clock.instant())
                .setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL));
    }
}
