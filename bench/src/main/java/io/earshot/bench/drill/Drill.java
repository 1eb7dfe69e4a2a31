package io.earshot.bench.drill;

import io.earshot.bench.Arguments;
import io.earshot.bench.Report;
import io.earshot.bench.drill.Fleet.Ending;
import io.earshot.bench.server.Keys;
import io.earshot.bench.server.Part;
import io.earshot.local.servers.LocalServer;
import io.earshot.local.servers.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What a cluster goes through, under load: all instances restarted one after the other, then one of each killed, a broker and a Cassandra node
 * among them. In the end every accepted answer has to count, once.
 */
final class Drill {

    /** Of no JVM is the speed measured here, and of a dozen that start the better compiler takes all the processors. */
    static final String QUICKLY_COMPILED = "-XX:TieredStopAtLevel=1";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Cluster cluster;
    private final Fleet fleet;
    private final Storefront storefront;
    private final Duration pause;

    private Drill(Cluster cluster, Fleet fleet, Storefront storefront, Duration pause) {
        this.cluster = cluster;
        this.fleet = fleet;
        this.storefront = storefront;
        this.pause = pause;
    }

    /** Something that happens while posts go on. */
    private interface Incident {
        void happen() throws IOException, InterruptedException;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.parse(
                Map.of(
                        "--parts",
                        "incidents,series",
                        "--rate",
                        "10",
                        "--stores",
                        "6",
                        "--warm-up",
                        "45",
                        "--pause",
                        "15"),
                Set.of(),
                args);
        Set<String> parts = arguments.some("--parts", Set.of("incidents", "series"));
        double rate = arguments.get("--rate", Double::parseDouble);
        int stores = arguments.get("--stores", Integer::parseInt);
        Duration pause = Duration.ofSeconds(arguments.get("--pause", Long::parseLong));
        if (parts.contains("incidents")) {
            Duration warmUp = Duration.ofSeconds(arguments.get("--warm-up", Long::parseLong));
            incidents(rate, stores, warmUp, pause);
        }
        if (parts.contains("series")) {
            System.exit(Part.runAll("drill", List.of(new Part("series", 768, Series::run)), parts) ? 0 : 1);
        }
    }

    private static void incidents(double rate, int stores, Duration warmUp, Duration pause)
            throws IOException, InterruptedException {
        Path root = RepositoryRoot.find();
        Path folder = Files.createTempDirectory(Files.createDirectories(root.resolve("bench/target")), "drill-");
        System.out.println("Logs and data in " + root.relativize(folder));
        Keys keys = Keys.writtenTo(
                folder.resolve("keys.json"),
                IntStream.range(0, stores).mapToObj(i -> "shop-" + i).toList());
        Instant begin = Instant.now();
        Report.title(
                "%.0f posts a second of %d stores, three brokers, three Cassandra nodes, two of each service",
                rate, stores);
        try (Cluster cluster = Cluster.start(folder)) {
            Report.progress("brokers and nodes are ready");
            try (Fleet fleet = Fleet.start(root, folder, environment(cluster, keys));
                    Balancer balancer = new Balancer(() -> fleet.of(Service.INGEST));
                    Storefront storefront = new Storefront(balancer, keys, rate)) {
                new Drill(cluster, fleet, storefront, pause).run(warmUp);
                new Truth(fleet, keys, begin).check(storefront);
            }
        }
    }

    private static Map<String, String> environment(Cluster cluster, Keys keys) {
        String copies = Integer.toString(Cluster.NODES);
        return Map.of(
                "EARSHOT_KAFKA", cluster.kafka(),
                "EARSHOT_CASSANDRA", cluster.cassandra(),
                "EARSHOT_KEYS_FILE", keys.file().toString(),
                "EARSHOT_SCORING_REPLICATION", copies,
                "EARSHOT_ALERTS_REPLICATION", copies);
    }

    private void run(Duration warmUp) throws IOException, InterruptedException {
        during("nothing, until it is warm", () -> TimeUnit.MILLISECONDS.sleep(warmUp.toMillis()));
        during("nothing", () -> {});
        for (Service service : Service.values()) {
            during("rolling restart of " + service.slug(), () -> {
                for (int i = 0; i < Fleet.INSTANCES; i++) {
                    fleet.replace(service, Ending.STOPPED);
                }
            });
        }
        during("SIGKILL of a broker", () -> outage(cluster.broker(2)));
        during("SIGKILL of a Cassandra node", () -> outage(cluster.node(2)));
        for (Service service : List.of(Service.SCORING, Service.ALERTS, Service.INGEST)) {
            during("SIGKILL of an instance of " + service.slug(), () -> fleet.replace(service, Ending.KILLED));
        }
        storefront.finish(PATIENCE);
    }

    /** It is away for a while, and comes back. */
    private void outage(LocalServer server) throws InterruptedException {
        server.kill();
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        server.restart();
        server.awaitReady(PATIENCE);
    }

    private void during(String what, Incident incident) throws IOException, InterruptedException {
        storefront.begin(what);
        Report.progress(what);
        incident.happen();
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        storefront.begin("in between");
        Storefront.Phase phase = storefront.phases().get(what);
        if (phase != null) {
            Report.line("%-36s %s", what, phase.summary());
        }
    }
}
