package io.earshot.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A Kafka broker and controller in one process (KRaft), alone or one of several, with no topic made by itself. What it has acknowledged
 * survives {@link #kill()}: it was handed to the operating system.
 */
public final class KafkaServer extends LocalServer {

    /** Given to the format tool; all that start here may have the same. */
    private static final String CLUSTER_ID = "RWFyc2hvdExvY2FsS2Fma2";

    private static final String HOST = "127.0.0.1";

    private KafkaServer(ChildCommand command, Settings settings) {
        super(command, new InetSocketAddress(HOST, settings.port()));
    }

    /**
     * What a broker is started with.
     *
     * @param directory for its data and configuration; made if missing, used again if not
     * @param log the file its log goes to
     * @param port for clients, on loopback
     * @param quorum who else there is
     * @param heapMegabytes of its JVM, at least 128
     * @param jvmOptions more options of its JVM
     * @param properties more lines of its {@code server.properties}, which count where both name a property
     */
    public record Settings(
            Path directory,
            Path log,
            int port,
            Quorum quorum,
            int heapMegabytes,
            List<String> jvmOptions,
            String properties) {

        public Settings {
            directory = directory.toAbsolutePath().normalize();
            log = log.toAbsolutePath().normalize();
            jvmOptions = List.copyOf(jvmOptions);
            if (heapMegabytes < 128) {
                throw new IllegalArgumentException("heapMegabytes: " + heapMegabytes + " (expected: at least 128)");
            }
        }

        /** A broker with nothing else in its properties. */
        public Settings(Path directory, Path log, int port, Quorum quorum, int heapMegabytes, List<String> jvmOptions) {
            this(directory, log, port, quorum, heapMegabytes, jvmOptions, "");
        }

        /** On free ports, with a heap for tests, in which it does not live long enough for the best of compilers. */
        public static Settings in(Path directory) {
            return new Settings(
                    directory,
                    directory.resolve("kafka.log"),
                    FreePorts.next(),
                    Quorum.alone(FreePorts.next()),
                    512,
                    List.of("-XX:TieredStopAtLevel=1"));
        }

        /** The same with more properties. */
        public Settings with(String moreProperties) {
            return new Settings(directory, log, port, quorum, heapMegabytes, jvmOptions, properties + moreProperties);
        }
    }

    /**
     * The brokers of a cluster, each a controller, too. Topics get three copies where there are three brokers, and a write is acknowledged
     * when two have it.
     *
     * @param node which one this is, from 1
     * @param controllerPorts of all of them, on loopback
     */
    public record Quorum(int node, List<Integer> controllerPorts) {

        private static final int MOST_COPIES = 3;

        public Quorum {
            controllerPorts = List.copyOf(controllerPorts);
            if (node < 1 || node > controllerPorts.size()) {
                throw new IllegalArgumentException(
                        "node: " + node + " (expected: 1 to " + controllerPorts.size() + ")");
            }
        }

        /** A broker that is a cluster by itself. */
        public static Quorum alone(int controllerPort) {
            return new Quorum(1, List.of(controllerPort));
        }

        /** This one's own. */
        public int controllerPort() {
            return controllerPorts.get(node - 1);
        }

        private int copies() {
            return Math.min(MOST_COPIES, controllerPorts.size());
        }

        private int inSync() {
            return Math.max(1, copies() - 1);
        }

        private String voters() {
            return IntStream.rangeClosed(1, controllerPorts.size())
                    .mapToObj(id -> id + "@" + HOST + ":" + controllerPorts.get(id - 1))
                    .collect(Collectors.joining(","));
        }
    }

    /**
     * Starts a broker, which is not ready yet.
     *
     * @throws ServerStartException if it was not built or its folder can't be made ready
     */
    public static KafkaServer start(Settings settings) {
        return new KafkaServer(prepare(settings), settings);
    }

    /** Makes the folder ready (a format with a JVM of its own, the first time) and says how the broker is started. */
    public static ChildCommand prepare(Settings settings) {
        String classPath = ServerClassPath.of("kafka", RepositoryRoot.find());
        Path configuration = settings.directory().resolve("server.properties");
        write(configuration, properties(settings));
        if (!Files.exists(data(settings).resolve("meta.properties"))) {
            format(classPath, configuration, settings.log());
        }
        List<String> command = new ArrayList<>(java(classPath));
        command.addAll(
                1,
                List.of(
                        "-Xms" + settings.heapMegabytes() + "m",
                        "-Xmx" + settings.heapMegabytes() + "m",
                        // least memory and least work on few cores
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(1, settings.jvmOptions());
        command.addAll(List.of("kafka.Kafka", configuration.toString()));
        return new ChildCommand("Kafka", command, Map.of("MALLOC_ARENA_MAX", "2"), settings.log());
    }

    /** Whether a broker answers on this port of the loopback interface. */
    public static boolean answers(int port) {
        return Probe.kafka(new InetSocketAddress(HOST, port));
    }

    @Override
    public boolean answers() {
        return Probe.kafka(socketAddress());
    }

    private static void format(String classPath, Path configuration, Path log) {
        List<String> command = new ArrayList<>(java(classPath));
        command.addAll(1, List.of("-XX:TieredStopAtLevel=1", "-Xmx128m"));
        command.addAll(List.of(
                "kafka.tools.StorageTool",
                "format",
                "--ignore-formatted",
                "-t",
                CLUSTER_ID,
                "-c",
                configuration.toString()));
        ChildProcess tool = ChildProcess.start(new ChildCommand("Kafka's format", command, Map.of(), log));
        if (!tool.awaitEnd(Duration.ofMinutes(1)) || tool.process().exitValue() != 0) {
            tool.kill();
            throw new ServerStartException("Kafka's data folder can't be formatted, see " + log);
        }
    }

    private static List<String> java(String classPath) {
        return List.of(
                JdkFinder.java(Path.of(System.getProperty("java.home"))),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-cp",
                classPath);
    }

    private static Path data(Settings settings) {
        return settings.directory().resolve("data");
    }

    private static String properties(Settings settings) {
        Quorum quorum = settings.quorum();
        return """
                process.roles=broker,controller
                node.id=%5$d
                listeners=PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d
                advertised.listeners=PLAINTEXT://%1$s:%2$d
                controller.listener.names=CONTROLLER
                controller.quorum.voters=%6$s
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%4$s
                # a topic that nobody made on purpose hides a mistake
                auto.create.topics.enable=false
                default.replication.factor=%7$d
                min.insync.replicas=%8$d
                offsets.topic.replication.factor=%7$d
                transaction.state.log.replication.factor=%7$d
                transaction.state.log.min.isr=%8$d
                share.coordinator.state.topic.replication.factor=%7$d
                share.coordinator.state.topic.min.isr=%8$d
                # a killed broker may come back only after its session has ended, by default 9 s
                broker.session.timeout.ms=3000
                broker.heartbeat.interval.ms=500
                # few clients: small and quick
                offsets.topic.num.partitions=4
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.num.partitions=4
                group.initial.rebalance.delay.ms=0
                num.network.threads=2
                num.io.threads=4
                num.replica.fetchers=1
                background.threads=2
                log.cleaner.dedupe.buffer.size=8388608
                log.index.size.max.bytes=2097152
                """.formatted(
                                HOST,
                                settings.port(),
                                quorum.controllerPort(),
                                escaped(data(settings)),
                                quorum.node(),
                                quorum.voters(),
                                quorum.copies(),
                                quorum.inSync())
                + settings.properties();
    }

    private static String escaped(Path path) {
        return path.toString().replace("\\", "\\\\");
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
