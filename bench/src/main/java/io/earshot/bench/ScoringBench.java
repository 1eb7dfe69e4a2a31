package io.earshot.bench;

import io.earshot.local.servers.CassandraServer;
import io.earshot.local.servers.CassandraServer.CommitLog;
import io.earshot.local.servers.ChildCommand;
import io.earshot.local.servers.ChildProcess;
import io.earshot.local.servers.FreePorts;
import io.earshot.local.servers.KafkaServer;
import io.earshot.local.servers.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/**
 * How fast the scoring service catches up with a prepared topic, into a real Cassandra on the same machine: the scoring group alone, then
 * with the group that writes down items beside it; against one thread that only reads and decodes the same topic.
 */
final class ScoringBench {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String READY_LINE = "Consuming feedback.events.v1";

    private final Path folder;
    private final KafkaServer kafka;
    private final CassandraServer cassandra;
    private final PreparedTopic topic;
    private final int items;

    private ScoringBench(Path folder, KafkaServer kafka, CassandraServer cassandra, PreparedTopic topic, int items) {
        this.folder = folder;
        this.kafka = kafka;
        this.cassandra = cassandra;
        this.topic = topic;
        this.items = items;
    }

    public static void main(String[] args) throws IOException, ExecutionException, InterruptedException {
        int items = args.length == 0 ? 2_000_000 : Integer.parseInt(args[0]);
        Path root = RepositoryRoot.find();
        Path folder = Files.createTempDirectory(Files.createDirectories(root.resolve("bench/target")), "scoring-");
        try (KafkaServer kafka = KafkaServer.start(KafkaServer.Settings.in(folder.resolve("kafka")));
                CassandraServer cassandra = CassandraServer.start(new CassandraServer.Settings(
                        folder.resolve("cassandra"),
                        folder.resolve("cassandra.log"),
                        FreePorts.next(),
                        FreePorts.next(),
                        1024,
                        CommitLog.PERIODIC))) {
            kafka.awaitReady(PATIENCE);
            cassandra.awaitReady(PATIENCE);
            try (PreparedTopic topic = new PreparedTopic(kafka.address())) {
                new ScoringBench(folder, kafka, cassandra, topic, items).run(root);
            }
        }
        System.exit(0);
    }

    private void run(Path root) throws IOException, ExecutionException, InterruptedException {
        System.out.printf(
                Locale.ROOT, "preparing a topic of %,d items: 500 stores, 3 metrics, 3 segments each%n", items);
        topic.fill(items);
        topic.readBare();
        double bare = rate(topic.readBare());
        System.out.printf(
                Locale.ROOT, "%-44s %,9.0f items/s  1.00%n", "one thread that reads and decodes, no more:", bare);
        double cold = rate(catchUp(root, "cold", Map.of("EARSHOT_SCORING_ITEMS_THREADS", "0")));
        print("scoring group into a Cassandra just started:", cold, bare);
        double alone = rate(catchUp(root, "alone", Map.of("EARSHOT_SCORING_ITEMS_THREADS", "0")));
        print("scoring group into Cassandra, alone:", alone, bare);
        double beside = rate(catchUp(root, "beside", Map.of()));
        print("scoring group, items group beside it:", beside, bare);
    }

    private static void print(String what, double rate, double bare) {
        System.out.printf(Locale.ROOT, "%-44s %,9.0f items/s  %.2f%n", what, rate, rate / bare);
    }

    private double rate(Duration took) {
        return items / (took.toNanos() / 1e9);
    }

    /** The time from the consumers' start, in a fresh process and an empty keyspace, until all is written and acknowledged. */
    private Duration catchUp(Path root, String name, Map<String, String> settings)
            throws IOException, ExecutionException, InterruptedException {
        Path log = folder.resolve(name + ".log");
        ChildProcess service = ChildProcess.start(command(root, name, settings, log));
        try {
            waitUntil(() -> Files.exists(log) && Files.readString(log).contains(READY_LINE));
            long begin = System.nanoTime();
            waitUntil(() -> topic.lag("scores-" + name) == 0);
            return Duration.ofNanos(System.nanoTime() - begin);
        } finally {
            service.stop(Duration.ofSeconds(20));
        }
    }

    private ChildCommand command(Path root, String name, Map<String, String> settings, Path log) throws IOException {
        Path keys = Files.writeString(folder.resolve("keys.json"), "{\"keys\": []}");
        Map<String, String> environment = new HashMap<>(Map.of(
                "EARSHOT_PORT", Integer.toString(FreePorts.next()),
                "EARSHOT_MANAGEMENT_PORT", Integer.toString(FreePorts.next()),
                "EARSHOT_KAFKA", kafka.address(),
                "EARSHOT_CASSANDRA", cassandra.address(),
                "EARSHOT_KEYS_FILE", keys.toString(),
                "EARSHOT_SCORING_KEYSPACE", "bench_" + name,
                "EARSHOT_SCORING_GROUP", "scores-" + name,
                "EARSHOT_SCORING_ITEMS_GROUP", "items-" + name));
        environment.putAll(settings);
        String java = Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java")
                .toString();
        String jar = root.resolve("scoring-service/target/scoring-service.jar").toString();
        return new ChildCommand("scoring-" + name, command(java, jar), environment, log);
    }

    /** More options for the service's JVM, a flight recording say, come from {@code EARSHOT_BENCH_JVM}. */
    private static List<String> command(String java, String jar) {
        List<String> command = new ArrayList<>(List.of(java, "-Xmx1536m", "-XX:+UseParallelGC", "-Xmn1g"));
        String more = System.getenv("EARSHOT_BENCH_JVM");
        if (more != null) {
            command.addAll(List.of(more.split(" ")));
        }
        command.addAll(List.of("-jar", jar));
        return command;
    }

    private interface Condition {
        boolean holds() throws IOException, ExecutionException, InterruptedException;
    }

    private static void waitUntil(Condition condition) throws IOException, ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(10).toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("gave up after ten minutes; see the logs in bench/target");
            }
            Thread.sleep(200);
        }
    }
}
