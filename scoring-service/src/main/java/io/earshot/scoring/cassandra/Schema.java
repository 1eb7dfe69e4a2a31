package io.earshot.scoring.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Creates what is missing of {@code schema.cql}. */
final class Schema {

    private Schema() {}

    static void create(CqlSession session, CassandraProperties properties) {
        String replication = "{'class': 'NetworkTopologyStrategy', '" + properties.datacenter() + "': "
                + properties.replicationFactor() + "}";
        String script = read().replaceAll("--[^\n]*", "")
                .replace("${keyspace}", properties.keyspace())
                .replace("${replication}", replication);
        for (String statement : script.split(";")) {
            if (!statement.isBlank()) {
                session.execute(SimpleStatement.newInstance(statement.strip()).setTimeout(Duration.ofSeconds(30)));
            }
        }
    }

    private static String read() {
        try (InputStream in = Schema.class.getResourceAsStream("/schema.cql")) {
            if (in == null) {
                throw new IllegalStateException("schema.cql is not on the class path");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
