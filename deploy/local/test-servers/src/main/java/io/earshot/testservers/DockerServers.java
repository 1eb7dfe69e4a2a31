package io.earshot.testservers;

import java.net.InetSocketAddress;
import org.testcontainers.cassandra.CassandraContainer;
import org.testcontainers.kafka.KafkaContainer;

/** The servers as containers, which Testcontainers removes when this JVM has ended. */
final class DockerServers {

    private static final String KAFKA_IMAGE = "apache/kafka:4.2.1";
    private static final String CASSANDRA_IMAGE = "cassandra:5.0.9";

    private DockerServers() {}

    @SuppressWarnings("resource") // lives as long as this JVM
    static String kafka() {
        KafkaContainer container = new KafkaContainer(KAFKA_IMAGE)
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
        container.start();
        return container.getBootstrapServers();
    }

    @SuppressWarnings("resource") // lives as long as this JVM
    static CassandraAddress cassandra() {
        CassandraContainer container = new CassandraContainer(CASSANDRA_IMAGE)
                .withEnv("MAX_HEAP_SIZE", "768M")
                .withEnv("HEAP_NEWSIZE", "200M")
                .withEnv("JVM_EXTRA_OPTS", "-Dcassandra.skip_wait_for_gossip_to_settle=0");
        container.start();
        InetSocketAddress address = container.getContactPoint();
        return new CassandraAddress(address.getHostString(), address.getPort(), container.getLocalDatacenter());
    }
}
