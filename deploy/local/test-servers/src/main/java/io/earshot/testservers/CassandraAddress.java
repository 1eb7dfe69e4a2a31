package io.earshot.testservers;

import java.net.InetSocketAddress;

/**
 * Where a Cassandra takes clients.
 *
 * @param host a name or address
 * @param port of the native protocol
 * @param datacenter the local one, which a driver has to be told
 */
public record CassandraAddress(String host, int port, String datacenter) {

    static final String DEFAULT_DATACENTER = "datacenter1";

    /** {@code host:port}, the form that services are configured with. */
    public String contactPoint() {
        return host + ":" + port;
    }

    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(host, port);
    }

    /**
     * From {@code host:port} or {@code host:port/datacenter}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static CassandraAddress parse(String text) {
        String[] parts = text.split("/", 2);
        int colon = parts[0].lastIndexOf(':');
        String datacenter = parts.length == 2 ? parts[1] : DEFAULT_DATACENTER;
        if (colon < 1 || datacenter.isBlank() || !parts[0].substring(colon + 1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException(text + " (expected: host:port or host:port/datacenter)");
        }
        return new CassandraAddress(
                parts[0].substring(0, colon), Integer.parseInt(parts[0].substring(colon + 1)), datacenter);
    }
}
