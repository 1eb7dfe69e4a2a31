package io.earshot.testservers;

import io.earshot.local.servers.CassandraServer;
import io.earshot.local.servers.KafkaServer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka and one Cassandra for all integration tests of a JVM, each made when first asked for and gone when the JVM ends. So tests
 * give topics, groups and keyspaces names of their own.
 *
 * <p>Where they come from, the first that applies, for each server by itself:
 *
 * <ol>
 *   <li>the address in {@code EARSHOT_TEST_KAFKA} ({@code host:port}, several separated by commas) or {@code EARSHOT_TEST_CASSANDRA}
 *       ({@code host:port} or {@code host:port/datacenter});
 *   <li>containers, where Docker answers. An image that can't be had is an error then, not a reason to go on with the next;
 *   <li>the real servers as child processes, in a temporary folder.
 * </ol>
 *
 * {@code EARSHOT_TEST_SERVERS} set to {@code docker} or {@code local} takes the second or third in any case.
 *
 * <p>These servers belong to all tests. One that kills its server starts its own {@link KafkaServer} or {@link CassandraServer}.
 */
public final class TestServers {

    private static final Logger log = LoggerFactory.getLogger(TestServers.class);
    private static @Nullable String kafka;
    private static @Nullable CassandraAddress cassandra;

    private TestServers() {}

    /** The bootstrap servers of a Kafka that takes requests and makes no topic by itself. */
    public static synchronized String kafka() {
        if (kafka == null) {
            kafka = take(
                    "Kafka", "EARSHOT_TEST_KAFKA", Function.identity(), DockerServers::kafka, LocalProcesses::kafka);
        }
        return kafka;
    }

    /** A Cassandra that takes requests. */
    public static synchronized CassandraAddress cassandra() {
        if (cassandra == null) {
            cassandra = take(
                    "Cassandra",
                    "EARSHOT_TEST_CASSANDRA",
                    CassandraAddress::parse,
                    DockerServers::cassandra,
                    LocalProcesses::cassandra);
        }
        return cassandra;
    }

    private static <A> A take(
            String name, String variable, Function<String, A> given, Supplier<A> docker, Supplier<A> local) {
        ServerSource source = ServerSource.of(System.getenv(), variable, DockerProbe::answers);
        A address;
        if (source instanceof ServerSource.Given named) {
            address = given.apply(named.address());
        } else {
            address = source instanceof ServerSource.Docker ? docker.get() : local.get();
        }
        log.info("{} for the tests of this JVM: {} ({})", name, address, source);
        return address;
    }
}
