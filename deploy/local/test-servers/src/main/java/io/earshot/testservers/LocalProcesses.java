package io.earshot.testservers;

import io.earshot.local.servers.CassandraServer;
import io.earshot.local.servers.KafkaServer;
import io.earshot.local.servers.LocalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The servers as child processes, in temporary folders that go with them. The folder of one that does not start stays, for its log. */
final class LocalProcesses {

    private static final Duration START = Duration.ofMinutes(2);

    private LocalProcesses() {}

    @SuppressWarnings("resource") // lives as long as this JVM
    static String kafka() {
        Path folder = temporaryFolder("kafka");
        KafkaServer server = KafkaServer.start(KafkaServer.Settings.in(folder));
        server.awaitReady(START);
        removeAtEnd(server, folder);
        return server.address();
    }

    @SuppressWarnings("resource") // lives as long as this JVM
    static CassandraAddress cassandra() {
        Path folder = temporaryFolder("cassandra");
        CassandraServer server = CassandraServer.start(
                // nobody kills it
                CassandraServer.Settings.in(folder).with(CassandraServer.CommitLog.PERIODIC));
        server.awaitReady(START);
        removeAtEnd(server, folder);
        return new CassandraAddress(
                server.socketAddress().getHostString(), server.socketAddress().getPort(), CassandraServer.DATACENTER);
    }

    private static Path temporaryFolder(String server) {
        try {
            return Files.createTempDirectory("earshot-test-" + server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeAtEnd(LocalServer server, Path folder) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.kill();
            remove(folder);
        }));
    }

    private static void remove(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> leavesFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : leavesFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // the JVM is ending, and the system cleans its temporary folder
        }
    }
}
