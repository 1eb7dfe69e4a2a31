package io.earshot.alerts.store;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to reach Cassandra.
 *
 * @param contactPoints {@code host:port}, at least one
 * @param datacenter the data centre whose nodes are asked
 * @param keyspace where the tables lie, created if it is missing
 * @param replication how many nodes of the data centre hold each row, used when the keyspace is created, 1 to 9
 */
@ConfigurationProperties("earshot.cassandra")
record CassandraProperties(
        List<String> contactPoints,
        String datacenter,
        @DefaultValue("earshot_alerts") String keyspace,
        @DefaultValue("1") int replication) {

    private static final Pattern HOST_AND_PORT = Pattern.compile("(.+):(\\d{1,5})");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,47}");

    CassandraProperties {
        if (contactPoints.isEmpty()) {
            throw new IllegalArgumentException("contact-points: none (expected: host:port[,host:port])");
        }
        contactPoints.forEach(CassandraProperties::address);
        if (!NAME.matcher(keyspace).matches()) {
            throw new IllegalArgumentException(
                    "keyspace: " + keyspace + " (expected: 1 to 48 characters of a-z 0-9 _, a letter first)");
        }
        if (!datacenter.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException(
                    "datacenter: " + datacenter + " (expected: characters of A-Z a-z 0-9 _ -)");
        }
        if (replication < 1 || replication > 9) {
            throw new IllegalArgumentException("replication: " + replication + " (expected: 1 to 9)");
        }
    }

    /** The nodes asked first, not resolved: a name may be known later than this service. */
    List<InetSocketAddress> addresses() {
        return contactPoints.stream().map(CassandraProperties::address).toList();
    }

    private static InetSocketAddress address(String point) {
        var parts = HOST_AND_PORT.matcher(point.strip());
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
            throw new IllegalArgumentException("contact-points: " + point + " (expected: host:port)");
        }
        return InetSocketAddress.createUnresolved(parts.group(1), Integer.parseInt(parts.group(2)));
    }
}
