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
 * @param rowsRetention how long hour, day and month rows are kept after they last changed; zero for good
 * @param itemsRetention how long the records of items are kept without their words; zero for good, else no shorter than the words
 * @param wordsRetention how long words and contact data are kept; zero for good
 */
@ConfigurationProperties("earshot.cassandra")
public record CassandraProperties(
        @DefaultValue("localhost:9042") List<String> contactPoints,
        @DefaultValue("datacenter1") String datacenter,
        @DefaultValue("earshot_scoring") String keyspace,
        @DefaultValue("1") int replicationFactor,
        @DefaultValue("5s") Duration requestTimeout,
        @DefaultValue("3d") Duration minuteRetention,
        @DefaultValue("0s") Duration rowsRetention,
        @DefaultValue("0s") Duration itemsRetention,
        @DefaultValue("400d") Duration wordsRetention) {

    /** Cassandra takes no longer time to live: twenty years. */
    private static final Duration LONGEST = Duration.ofDays(20 * 365);

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
        requireRetention("minute-retention", minuteRetention);
        requireRetention("rows-retention", rowsRetention);
        requireRetention("items-retention", itemsRetention);
        requireRetention("words-retention", wordsRetention);
        if (!rowsRetention.isZero() && rowsRetention.compareTo(minuteRetention) < 0) {
            throw new IllegalArgumentException("rows-retention: " + rowsRetention
                    + " (expected: 0 for good, or at least minute-retention, " + minuteRetention + ")");
        }
        // an erasure finds words by the records of their items
        boolean wordsOutlive = wordsRetention.isZero() || wordsRetention.compareTo(itemsRetention) > 0;
        if (!itemsRetention.isZero() && wordsOutlive) {
            throw new IllegalArgumentException("items-retention: " + itemsRetention
                    + " (expected: 0 for good, or at least words-retention, " + wordsRetention + ")");
        }
    }

    private static void requireRetention(String name, Duration retention) {
        boolean whole = retention.isZero() || retention.compareTo(Duration.ofSeconds(1)) >= 0;
        if (!whole || retention.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + ": " + retention + " (expected: 0 for good, or 1s to " + LONGEST.toDays() + "d)");
        }
    }

    int rowsTtlSeconds() {
        return Math.toIntExact(rowsRetention.toSeconds());
    }

    int itemsTtlSeconds() {
        return Math.toIntExact(itemsRetention.toSeconds());
    }

    int wordsTtlSeconds() {
        return Math.toIntExact(wordsRetention.toSeconds());
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
