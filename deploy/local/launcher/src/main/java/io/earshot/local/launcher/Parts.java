package io.earshot.local.launcher;

import io.earshot.local.servers.CassandraServer;
import io.earshot.local.servers.ChildCommand;
import io.earshot.local.servers.KafkaServer;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How each part is started, and with how much memory: their heaps are such that all of them stay under 3 GiB resident. */
final class Parts {

    static final String KAFKA = "kafka";
    static final String CASSANDRA = "cassandra";
    /** All names, in the order in which they are shown. */
    static final List<String> NAMES = Stream.concat(
                    Stream.of(KAFKA, CASSANDRA), Arrays.stream(Service.values()).map(Service::partName))
            .toList();

    private static final int KAFKA_HEAP_MEGABYTES = 256;
    private static final int CASSANDRA_HEAP_MEGABYTES = 512;
    private static final Duration SERVER_GRACE = Duration.ofSeconds(20);
    private static final Duration SERVICE_GRACE = Duration.ofSeconds(40);

    private final Home home;
    private final Ports ports;
    private final Site site;
    private final Http http;

    Parts(Home home, Ports ports, Http http) {
        this.home = home;
        this.ports = ports;
        this.site = Site.local(ports);
        this.http = http;
    }

    List<Part> all() {
        List<Part> parts = new ArrayList<>(List.of(kafka(), cassandra()));
        Arrays.stream(Service.values()).map(this::service).forEach(parts::add);
        return parts;
    }

    Part kafka() {
        KafkaServer.Settings settings = new KafkaServer.Settings(
                home.data(KAFKA),
                home.log(KAFKA),
                ports.kafka(),
                KafkaServer.Quorum.alone(ports.kafkaController()),
                KAFKA_HEAP_MEGABYTES,
                List.of());
        return new Part(
                KAFKA,
                kafkaAddress(),
                List.of(),
                () -> marked(KAFKA, KafkaServer.prepare(settings)),
                () -> KafkaServer.answers(ports.kafka()),
                SERVER_GRACE);
    }

    Part cassandra() {
        CassandraServer.Settings settings = new CassandraServer.Settings(
                home.data(CASSANDRA),
                home.log(CASSANDRA),
                ports.cassandra(),
                ports.cassandraStorage(),
                CassandraServer.Ring.alone(),
                CASSANDRA_HEAP_MEGABYTES,
                CassandraServer.CommitLog.SYNCED,
                List.of());
        return new Part(
                CASSANDRA,
                cassandraAddress(),
                List.of(),
                () -> marked(CASSANDRA, CassandraServer.prepare(settings)),
                () -> CassandraServer.answers(ports.cassandra()),
                SERVER_GRACE);
    }

    private Part service(Service service) {
        String name = service.partName();
        URI address = site.address(service);
        return new Part(
                name,
                address.toString(),
                service == Service.INGEST ? List.of(KAFKA) : List.of(KAFKA, CASSANDRA),
                () -> marked(name, new ChildCommand(name, command(service), environment(service), home.log(name))),
                () -> http.answersOk(address.resolve("/readyz")),
                SERVICE_GRACE);
    }

    private List<String> command(Service service) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + service.heapMegabytes() + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                home.jar(service).toString());
    }

    private Map<String, String> environment(Service service) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "MALLOC_ARENA_MAX", "2",
                "EARSHOT_KAFKA", kafkaAddress(),
                "EARSHOT_CASSANDRA", cassandraAddress(),
                "EARSHOT_CASSANDRA_DATACENTER", CassandraServer.DATACENTER,
                "EARSHOT_KEYS_FILE", home.keysFile().toString(),
                "EARSHOT_PORT", Integer.toString(ports.service(service)),
                "EARSHOT_MANAGEMENT_PORT", Integer.toString(ports.management(service)),
                "EARSHOT_OUTBOUND_ALLOW", "127.0.0.1,::1,localhost"));
        LocalSecrets secrets = LocalSecrets.of(home, new SecureRandom());
        switch (service) {
            case INGEST -> environment.put("EARSHOT_INGEST_HEARTBEAT", "5s");
            case SCORING -> {
                environment.put("EARSHOT_SESSION_SECRET", secrets.sessions());
                environment.put("EARSHOT_INBOX_URL", site.alerts() + "/");
            }
            case ALERTS -> {
                environment.put("EARSHOT_SESSION_SECRET", secrets.sessions());
                environment.put("EARSHOT_BOARD_URL", site.scoring() + "/");
                environment.put("EARSHOT_ALERTS_SECRET_KEYS", secrets.channels());
            }
        }
        return environment;
    }

    private String kafkaAddress() {
        return "127.0.0.1:" + ports.kafka();
    }

    private String cassandraAddress() {
        return "127.0.0.1:" + ports.cassandra();
    }

    /** First, since systems tell only the beginning of a long command line. */
    private ChildCommand marked(String part, ChildCommand command) {
        List<String> line = new ArrayList<>(command.command());
        line.add(1, home.mark(part));
        return new ChildCommand(command.name(), line, command.environment(), command.log());
    }
}
