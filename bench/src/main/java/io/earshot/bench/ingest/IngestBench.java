package io.earshot.bench.ingest;

import io.earshot.bench.load.OpenLoad;
import io.earshot.bench.load.RequestTemplate;
import io.earshot.bench.load.Requests;
import io.earshot.bench.load.Stores;
import io.earshot.bench.server.ServerUnderTest;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * How much the ingest service takes in, and how fast it answers, with a real Kafka and the load generator on the same machine; single posts
 * against bare handlers in the same run.
 */
final class IngestBench {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String POST = "/v1/feedback";
    private static final int ROUNDS = 5;
    private static final int OPEN_CONNECTIONS = 256;
    private static final int BATCH_CONNECTIONS = 16;

    private final Path root;
    private final Path folder;
    private final Options options;
    private final KafkaServer kafka;
    private final Stores stores;
    private final Requests requests;

    private IngestBench(Path root, Path folder, Options options, KafkaServer kafka, Stores stores) {
        this.root = root;
        this.folder = folder;
        this.options = options;
        this.kafka = kafka;
        this.stores = stores;
        this.requests = new Requests(stores);
    }

    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Options options = Options.parse(args);
        Path root = RepositoryRoot.find();
        Path folder = Files.createTempDirectory(Files.createDirectories(root.resolve("bench/target")), "ingest-");
        try (KafkaServer kafka = KafkaServer.start(KafkaServer.Settings.in(folder.resolve("kafka")))) {
            kafka.awaitReady(PATIENCE);
            Stores stores = Stores.writtenTo(folder.resolve("keys.json"));
            new IngestBench(root, folder, options, kafka, stores).run();
        }
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException, ExecutionException {
        Report.title(
                "Servers under test: %s; %d processors",
                String.join(" ", jvm("512m")), Runtime.getRuntime().availableProcessors());
        try (ServerUnderTest service = service("512m")) {
            double most = 0;
            if (options.parts().contains("posts")) {
                most = posts(service);
            }
            if (options.parts().contains("latency")) {
                latency(service, most);
            }
            if (options.parts().contains("batches")) {
                batches(service);
            }
            if (options.parts().contains("import")) {
                imports(service);
            }
        }
        if (options.importBytes().toBytes() > 0) {
            try (ServerUnderTest service = service("256m")) {
                longImport(service);
            }
        }
    }

    private List<String> jvm(String heap) {
        List<String> jvm = new ArrayList<>(List.of("-Xmx" + heap, "-XX:+Use" + options.gc() + "GC"));
        String more = System.getenv("EARSHOT_BENCH_JVM");
        if (more != null) {
            jvm.addAll(List.of(more.split(" ")));
        }
        return jvm;
    }

    private ServerUnderTest service(String heap) throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "EARSHOT_KAFKA", kafka.address(),
                "EARSHOT_KEYS_FILE", folder.resolve("keys.json").toString(),
                "EARSHOT_INGEST_SUBMIT_RATE", "10000000/1s"));
        return ServerUnderTest.ingest(root, folder, jvm(heap), environment);
    }

    /** Rounds of each in turn, so that whatever else the machine does meets all of them. */
    private double posts(ServerUnderTest service) throws IOException, InterruptedException {
        Report.title(
                "Single posts, %d connections, median of %d rounds of %d s each",
                options.connections(), ROUNDS, options.round().toSeconds());
        try (ServerUnderTest bare = ServerUnderTest.bare(folder, jvm("512m"))) {
            int n = options.connections();
            Subject tree =
                    subject("bare handler, Spring's codec into a Jackson tree", bare, requests.posts("/tree", n));
            Subject item = subject("bare handler, the service's own codec", bare, requests.posts("/item", n));
            Subject ingest = subject("the service, ingest keys", service, requests.posts(POST, n));
            Subject submit = subject("the service, submit keys with Origin", service, requests.browserPosts(POST, n));
            measure(tree, item, ingest, submit);
            for (Subject each : List.of(tree, item, ingest, submit)) {
                Report.subject(each, "posts", tree.itemsPerSecond());
            }
            return ingest.itemsPerSecond();
        }
    }

    private Subject subject(String what, ServerUnderTest server, List<RequestTemplate> load) {
        return new Subject(what, server, kafka.process(), load);
    }

    private void measure(Subject... subjects) throws IOException {
        for (Subject subject : subjects) {
            subject.warmUp(options.warmUp());
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Subject subject : subjects) {
                subject.round(options.round());
            }
        }
    }

    private void latency(ServerUnderTest service, double most) throws IOException {
        double rate = most / 2;
        List<RequestTemplate> posts = requests.posts(POST, OPEN_CONNECTIONS);
        if (most == 0) {
            rate = 4_000;
            OpenLoad.run(service.address(), posts, rate, options.warmUp());
        }
        Report.title("Latency of single posts at half of that, %.0f a second for 30 s", rate);
        OpenLoad.run(service.address(), posts, rate, Duration.ofSeconds(5));
        OpenLoad.Result result = OpenLoad.run(service.address(), posts, rate, Duration.ofSeconds(30));
        Report.line("%s", result.summary());
    }

    private void batches(ServerUnderTest service) throws IOException {
        Report.title("Batches of %d items, %d connections", Requests.BATCH, BATCH_CONNECTIONS);
        Subject batches = subject(
                "median of " + ROUNDS + " rounds of " + options.round().toSeconds() + " s",
                service,
                requests.batches(BATCH_CONNECTIONS));
        measure(batches);
        Report.subject(batches, "items");
    }

    private void imports(ServerUnderTest service) throws ExecutionException, InterruptedException {
        Report.title("Import of a CSV file");
        importFile(service, options.rows() / 4);
        ImportLoad.Result result = importFile(service, options.rows());
        Report.rate(String.format(Locale.ROOT, "%,d rows", result.rows()), result.rowsPerSecond(), "rows");
    }

    private ImportLoad.Result importFile(ServerUnderTest service, long rows)
            throws ExecutionException, InterruptedException {
        return ImportLoad.start(service.address(), stores.ingestKeys().get(0), CsvFile.ofRows(rows))
                .get();
    }

    /** The peak is read when a tenth has come and at the end: constant memory means that the two are about the same. */
    private void longImport(ServerUnderTest service) throws IOException, ExecutionException, InterruptedException {
        Report.title("Import of %,d MB with -Xmx256m", options.importBytes().toMegabytes());
        CsvFile file = CsvFile.ofBytes(options.importBytes().toBytes());
        var running = ImportLoad.start(service.address(), stores.ingestKeys().get(1), file);
        while (!running.isDone() && file.bytes() < options.importBytes().toBytes() / 10) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        long early = service.peakMebibytes();
        ImportLoad.Result result = running.get();
        Report.rate(String.format(Locale.ROOT, "%,d rows", result.rows()), result.rowsPerSecond(), "rows");
        Report.line(
                "most memory of the process: %,d MiB after a tenth, %,d MiB in the end",
                early, service.peakMebibytes());
    }
}
