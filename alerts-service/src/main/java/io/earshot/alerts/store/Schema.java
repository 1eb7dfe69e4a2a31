package io.earshot.alerts.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code schema.cql}, applied. Only what is missing is created, one after the other, so that instances that start together seldom create the
 * same table at the same time.
 */
final class Schema {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern TABLE = Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+)\\.(\\w+)");

    private final CassandraProperties properties;

    Schema(CassandraProperties properties) {
        this.properties = properties;
    }

    void create(CqlSession session) {
        for (String statement : statements()) {
            if (!exists(session, statement)) {
                session.execute(SimpleStatement.newInstance(statement).setTimeout(PATIENCE));
            }
        }
        if (!session.checkSchemaAgreement()) {
            throw new StoreAwayException("the nodes of Cassandra don't agree on the schema yet");
        }
    }

    List<String> statements() {
        String replication = "{'class': 'NetworkTopologyStrategy', '" + properties.datacenter() + "': "
                + properties.replication() + "}";
        return Arrays.stream(resource()
                        .replaceAll("(?m)^\\s*--.*$", "")
                        .replace("${keyspace}", properties.keyspace())
                        .replace("${replication}", replication)
                        .split(";\\s*(\\R|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static boolean exists(CqlSession session, String statement) {
        Matcher table = TABLE.matcher(statement);
        return table.find()
                && session.execute(
                                        "SELECT table_name FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?",
                                        table.group(1),
                                        table.group(2))
                                .one()
                        != null;
    }

    private static String resource() {
        try (InputStream file = Schema.class.getResourceAsStream("/schema.cql")) {
            if (file == null) {
                throw new IllegalStateException("schema.cql is not on the class path");
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
