package io.earshot.scoring.cassandra;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Cassandra is and what is kept there.
 *
 * @param contactPoints {@code host:port}, at least one
 * @param datacenter the local one
 * @param keyspace made if it is missing
 * @param replicationFactor copies in the local datacenter, used when the keyspace is made
 * @param requestTimeout the longest wait for one answer
 * @param minuteRetention how long minute rows are kept, at least four hours
 */
@ConfigurationProperties("earshot.cassandra")
public record CassandraProperties(
        @DefaultValue("localhost:9042") List<String> contactPoints,
        @DefaultValue("datacenter1") String datacenter,
        @DefaultValue("earshot_scoring") String keyspace,
        @DefaultValue("1") int replicationFactor,
        @DefaultValue("5s") Duration requestTimeout,
        @DefaultValue("3d") Duration minuteRetention) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,47}");

    public CassandraProperties {
        if (contactPoints.isEmpty()) {
            throw new IllegalArgumentException("contact-points: none (expected: host:port)");
        }
        contactPoints.forEach(CassandraProperties::address);
        if (!NAME.matcher(keyspace).matches()) {
            throw new IllegalArgumentException("keyspace: " + keyspace + " (expected: a-z 0-9 _, 1 to 48 characters)");
        }
        if (!datacenter.matches("[A-Za-z0-9_.-]{1,48}")) {
            throw new IllegalArgumentException("datacenter: " + datacenter + " (expected: a datacenter's name)");
        }
        if (replicationFactor < 1) {
            throw new IllegalArgumentException("replication-factor: " + replicationFactor + " (expected: at least 1)");
        }
        if (requestTimeout.isNegative() || requestTimeout.isZero()) {
            throw new IllegalArgumentException("request-timeout: " + requestTimeout + " (expected: > 0)");
        }
        if (minuteRetention.compareTo(Duration.ofHours(4)) < 0) {
            throw new IllegalArgumentException("minute-retention: " + minuteRetention + " (expected: at least 4h)");
        }
    }

    List<InetSocketAddress> addresses() {
        return contactPoints.stream().map(CassandraProperties::address).toList();
    }

    private static InetSocketAddress address(String contactPoint) {
        int colon = contactPoint.lastIndexOf(':');
        try {
            // resolved by the driver at each attempt: names may come and go
            return InetSocketAddress.createUnresolved(
                    contactPoint.substring(0, colon), Integer.parseInt(contactPoint.substring(colon + 1)));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException("contact-points: " + contactPoint + " (expected: host:port)", e);
        }
    }
}
