package io.earshot.bench.drill;

import io.earshot.local.servers.CassandraServer;
import io.earshot.local.servers.FreePorts;
import io.earshot.local.servers.KafkaServer;
import io.earshot.local.servers.LocalServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three brokers and three Cassandra nodes, each a process of its own. Topics and keyspaces can have three copies, and two suffice to go on. */
final class Cluster implements AutoCloseable {

    static final int NODES = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int KAFKA_HEAP_MEGABYTES = 384;
    private static final int CASSANDRA_HEAP_MEGABYTES = 768;
    private static final List<String> JVM = List.of(Drill.QUICKLY_COMPILED);

    private final List<KafkaServer> brokers = new ArrayList<>();
    private final List<CassandraServer> nodes = new ArrayList<>();

    private Cluster() {}

    /** Starts all of them, and waits until each answers. */
    static Cluster start(Path folder) {
        Cluster cluster = new Cluster();
        List<Integer> controllerPorts =
                IntStream.range(0, NODES).mapToObj(i -> FreePorts.next()).toList();
        int port = FreePorts.next();
        int storagePort = FreePorts.next();
        for (int node = 1; node <= NODES; node++) {
            cluster.brokers.add(KafkaServer.start(new KafkaServer.Settings(
                    folder.resolve("kafka-" + node),
                    folder.resolve("kafka-" + node + ".log"),
                    FreePorts.next(),
                    new KafkaServer.Quorum(node, controllerPorts),
                    KAFKA_HEAP_MEGABYTES,
                    JVM)));
        }
        for (int node = 1; node <= NODES; node++) {
            CassandraServer started = CassandraServer.start(new CassandraServer.Settings(
                    folder.resolve("cassandra-" + node),
                    folder.resolve("cassandra-" + node + ".log"),
                    port,
                    storagePort,
                    new CassandraServer.Ring(node, NODES),
                    CASSANDRA_HEAP_MEGABYTES,
                    // as published: the others have what this one has not synced
                    CassandraServer.CommitLog.PERIODIC,
                    JVM));
            cluster.nodes.add(started);
            // one after the other: two that join at once may not see each other
            started.awaitReady(PATIENCE);
        }
        cluster.brokers.forEach(broker -> broker.awaitReady(PATIENCE));
        return cluster;
    }

    String kafka() {
        return addresses(brokers);
    }

    String cassandra() {
        return addresses(nodes);
    }

    private static String addresses(List<? extends LocalServer> servers) {
        return servers.stream().map(LocalServer::address).collect(Collectors.joining(","));
    }

    KafkaServer broker(int node) {
        return brokers.get(node - 1);
    }

    CassandraServer node(int node) {
        return nodes.get(node - 1);
    }

    @Override
    public void close() {
        Stream.concat(brokers.stream(), nodes.stream()).forEach(LocalServer::close);
    }
}
