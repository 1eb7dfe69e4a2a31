package io.earshot.local.launcher;

import io.earshot.local.servers.ServerStartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ports of all parts, each moved by the same offset. */
record Ports(int offset) {

    int kafka() {
        return 9092 + offset;
    }

    int kafkaController() {
        return 9093 + offset;
    }

    int cassandra() {
        return 9042 + offset;
    }

    int cassandraStorage() {
        return 9043 + offset;
    }

    int service(Service service) {
        return service.port() + offset;
    }

    int management(Service service) {
        return service.managementPort() + offset;
    }

    /** Of the demo's shop. */
    int storeFront() {
        return Site.STORE_FRONT_PORT + offset;
    }

    /** @throws ServerStartException naming the first port that something else holds */
    void checkFree() {
        all().forEach((port, holder) -> {
            if (!isFree(port)) {
                throw new ServerStartException("Port " + port + " (" + holder
                        + ") is in use: stop what holds it (lsof -i :" + port + " shows it), or use --port-offset");
            }
        });
    }

    private Map<Integer, String> all() {
        Map<Integer, String> all = new LinkedHashMap<>();
        all.put(kafka(), "Kafka");
        all.put(kafkaController(), "Kafka's controller");
        all.put(cassandra(), "Cassandra");
        all.put(cassandraStorage(), "Cassandra's storage");
        for (Service service : Service.values()) {
            all.put(service(service), service.partName());
            all.put(management(service), service.partName() + "'s management");
        }
        all.put(storeFront(), "the demo's shop");
        return all;
    }

    /** Asks for all addresses and for loopback: some systems give the one although somebody has the other. */
    static boolean isFree(int port) {
        return canListen(new InetSocketAddress(port))
                && canListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static boolean canListen(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
