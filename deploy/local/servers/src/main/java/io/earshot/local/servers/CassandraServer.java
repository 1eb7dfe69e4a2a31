package io.earshot.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Cassandra node in {@link #DATACENTER}, alone or one of several, without JMX and without users. What it has acknowledged survives
 * {@link #kill()}: see {@code commitlog_sync} in its {@code cassandra.yaml}.
 */
public final class CassandraServer extends LocalServer {

    /** The local datacenter that a driver has to be told. */
    public static final String DATACENTER = "datacenter1";

    private static final String HOST = "127.0.0.1";
    private static final Ring ALONE = new Ring(1, 1);
    private static final List<String> NOBODY_TO_WAIT_FOR = List.of(
            "-Dcassandra.skip_wait_for_gossip_to_settle=0",
            "-Dcassandra.ring_delay_ms=0",
            "-Dcassandra.shutdown_announce_in_ms=0");

    private CassandraServer(ChildCommand command, Settings settings) {
        super(command, new InetSocketAddress(settings.ring().host(), settings.port()));
    }

    /**
     * What a node is started with.
     *
     * @param directory for its data and configuration; made if missing, used again if not
     * @param log the file its log goes to
     * @param port for clients, on the ring's address
     * @param storagePort for its own use, on the ring's address; the same for all nodes of a ring
     * @param ring who else there is
     * @param heapMegabytes of its JVM, at least 256
     * @param commitLog when a write is acknowledged
     * @param jvmOptions more options of its JVM
     * @param yaml more lines of its {@code cassandra.yaml}, which count where both name a setting
     */
    public record Settings(
            Path directory,
            Path log,
            int port,
            int storagePort,
            Ring ring,
            int heapMegabytes,
            CommitLog commitLog,
            List<String> jvmOptions,
            String yaml) {

        public Settings {
            directory = directory.toAbsolutePath().normalize();
            log = log.toAbsolutePath().normalize();
            jvmOptions = List.copyOf(jvmOptions);
            if (heapMegabytes < 256) {
                throw new IllegalArgumentException("heapMegabytes: " + heapMegabytes + " (expected: at least 256)");
            }
        }

        /** A node with nothing else in its yaml. */
        public Settings(
                Path directory,
                Path log,
                int port,
                int storagePort,
                Ring ring,
                int heapMegabytes,
                CommitLog commitLog,
                List<String> jvmOptions) {
            this(directory, log, port, storagePort, ring, heapMegabytes, commitLog, jvmOptions, "");
        }

        /** On free ports, with a heap for tests, in which it does not live long enough for the best of compilers. */
        public static Settings in(Path directory) {
            return new Settings(
                    directory,
                    directory.resolve("cassandra.log"),
                    FreePorts.next(),
                    FreePorts.next(),
                    ALONE,
                    768,
                    CommitLog.SYNCED,
                    List.of("-XX:TieredStopAtLevel=1"));
        }

        /** The same with another commit log. */
        public Settings with(CommitLog other) {
            return new Settings(directory, log, port, storagePort, ring, heapMegabytes, other, jvmOptions, yaml);
        }

        /** The same with more in its yaml. */
        public Settings with(String moreYaml) {
            return new Settings(
                    directory, log, port, storagePort, ring, heapMegabytes, commitLog, jvmOptions, yaml + moreYaml);
        }
    }

    /**
     * The nodes of a cluster, each with an equal part of the tokens. The first one has to be up when another one starts for the first time.
     *
     * @param node which one this is, from 1: it listens on 127.0.0.1, on 127.0.0.2, and so on, which only Linux has without being told
     * @param nodes how many there are
     */
    public record Ring(int node, int nodes) {

        public Ring {
            if (node < 1 || node > nodes || nodes > 9) {
                throw new IllegalArgumentException(
                        "node: " + node + " of " + nodes + " (expected: 1 to that, 9 at most)");
            }
        }

        /** A node that is a cluster by itself. */
        public static Ring alone() {
            return ALONE;
        }

        String host() {
            return "127.0.0." + node;
        }

        /** Of 0 on, around the ring of all longs. */
        long token() {
            return (node - 1) * (Long.MAX_VALUE / nodes * 2);
        }

        boolean isAlone() {
            return nodes == 1;
        }
    }

    /** When a write is acknowledged. */
    public enum CommitLog {
        /** When it is on disk: nothing acknowledged is lost when the node is killed. A single node has no other copy of it. */
        SYNCED("batch"),
        /** At once, synced every ten seconds: Cassandra's default, meant for several nodes that have copies of each other. */
        PERIODIC("periodic\ncommitlog_sync_period: 10000ms");

        private final String yaml;

        CommitLog(String yaml) {
            this.yaml = yaml;
        }

        String yaml() {
            return yaml;
        }
    }

    /**
     * Starts a node, which is not ready yet. One that takes TLS alone is never seen to be ready from here.
     *
     * @throws ServerStartException if it was not built or there is no JDK it runs on
     */
    public static CassandraServer start(Settings settings) {
        return new CassandraServer(prepare(settings), settings);
    }

    /** Makes the folder ready and says how the node is started. */
    public static ChildCommand prepare(Settings settings) {
        String classPath = ServerClassPath.of("cassandra", RepositoryRoot.find());
        Path directory = settings.directory();
        Path temporary = directory.resolve("tmp");
        try {
            emptied(temporary);
            Files.writeString(yaml(directory), CassandraFiles.yaml(directory, HOST, settings));
            Files.writeString(logback(directory), CassandraFiles.LOGBACK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>();
        command.add(JdkFinder.java(new JdkFinder().forCassandra()));
        command.addAll(CassandraFiles.MODULE_OPTIONS);
        command.addAll(jvmOptions(settings, temporary));
        if (settings.ring().isAlone()) {
            command.addAll(NOBODY_TO_WAIT_FOR);
        }
        command.addAll(settings.jvmOptions());
        command.addAll(List.of("-cp", classPath, "org.apache.cassandra.service.CassandraDaemon"));
        return new ChildCommand("Cassandra", command, Map.of("MALLOC_ARENA_MAX", "2"), settings.log());
    }

    /** Whether a node answers on this port of the loopback interface. */
    public static boolean answers(int port) {
        return Probe.cassandra(new InetSocketAddress(HOST, port));
    }

    @Override
    public boolean answers() {
        return Probe.cassandra(socketAddress());
    }

    private static List<String> jvmOptions(Settings settings, Path temporary) {
        Path directory = settings.directory();
        return List.of(
                "-Xms" + settings.heapMegabytes() + "m",
                "-Xmx" + settings.heapMegabytes() + "m",
                "-Xss512k",
                // least memory and least work on few cores
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+PerfDisableSharedMem",
                "-Dcassandra.config=" + yaml(directory).toUri(),
                "-Dlogback.configurationFile=" + logback(directory).toUri(),
                "-Dcassandra.storagedir=" + directory,
                "-Dcassandra-foreground=yes",
                // only where its yaml asks for passwords: the first user is there at once
                "-Dcassandra.superuser_setup_delay_ms=0",
                // native libraries are unpacked here; a killed process leaves them
                "-Djava.io.tmpdir=" + temporary,
                "-Djna.tmpdir=" + temporary,
                "-Djdk.attach.allowAttachSelf=true",
                "-Dio.netty.tryReflectionSetAccessible=true",
                "-Dchronicle.analytics.disable=true",
                "-Dchronicle.announcer.disable=true");
    }

    private static Path yaml(Path directory) {
        return directory.resolve("cassandra.yaml");
    }

    private static Path logback(Path directory) {
        return directory.resolve("logback.xml");
    }

    private static void emptied(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(folder);
    }
}
