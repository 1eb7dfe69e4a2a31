package io.earshot.bench.scoring;

import io.earshot.bench.Report;
import io.earshot.bench.server.CassandraTables;
import io.earshot.bench.server.Keys;
import io.earshot.bench.server.Site;
import io.earshot.bench.server.Work;
import io.earshot.bench.streams.StreamsScores;
import io.earshot.local.servers.CassandraServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * How fast the scoring service catches up with a prepared topic, from an empty keyspace: the scoring group alone, then with the group that writes
 * down items beside it; against the Kafka Streams job on the same topic, and against one thread that only reads and decodes.
 */
final class CatchUp {

    private static final String WINDOW = "window=24h";

    private final Site site;
    private final Options options;
    private final PreparedTopic topic;
    private final RecentAnswers source = new RecentAnswers();
    private final Keys keys;
    private final CassandraServer cassandra;

    private CatchUp(Site site, Options options, PreparedTopic topic) throws IOException {
        this.site = site;
        this.options = options;
        this.topic = topic;
        this.keys = Keys.writtenTo(site.folder().resolve("keys.json"), source.stores());
        this.cassandra = site.servers().cassandra();
    }

    static void run(Site site, Options options) throws IOException, ExecutionException, InterruptedException {
        try (PreparedTopic topic = PreparedTopic.make(site.servers().kafka().address())) {
            new CatchUp(site, options, topic).run();
        }
    }

    private void run() throws IOException, ExecutionException, InterruptedException {
        Report.title(
                "Catching up with %,d items: 500 stores, 3 metrics, 3 segments each, every hundredth a repeat",
                options.catchUpItems());
        topic.fill(source, 0, options.catchUpItems());
        topic.readBare();
        double bare = rate(topic.readBare());
        Report.rate("one thread that reads and decodes, no more:", bare, bare);
        double alone = 0;
        double beside = 0;
        if (options.contenders().contains("service")) {
            print("scoring group into a Cassandra just started:", service("cold", ScoringService.WITHOUT_ITEMS), bare);
            Measured warm = service("alone", ScoringService.WITHOUT_ITEMS);
            print("scoring group, alone:", warm, bare);
            alone = warm.itemsPerSecond();
            Measured both = service("beside", Map.of());
            print("scoring group, items group beside it:", both, bare);
            beside = both.itemsPerSecond();
        }
        if (options.contenders().contains("processor")) {
            double best = Math.max(streams("processor", "rocksdb", bare), streams("processor", "memory", bare));
            Report.line(
                    "scoring group to the faster of the two made for this: %.1f times alone, %.1f times with the items group",
                    alone / best, beside / best);
        }
        if (options.contenders().contains("dsl")) {
            double dsl = streams("dsl", "rocksdb", bare);
            Report.line(
                    "scoring group to the one in the words of the manual: %.1f times alone, %.1f times with the items group"
                            + " (expected: at least 5 alone)",
                    alone / dsl, beside / dsl);
        }
    }

    private double streams(String api, String stores, double bare)
            throws IOException, ExecutionException, InterruptedException {
        Measured measured = streams(api, stores);
        String interval = options.commitInterval().toMillis() + " ms";
        print("Kafka Streams, " + api + ", " + stores + ", commits every " + interval + ":", measured, bare);
        return measured.itemsPerSecond();
    }

    private record Measured(double itemsPerSecond, String work) {}

    private static void print(String what, Measured measured, double bare) {
        Report.rate(what, measured.itemsPerSecond(), bare);
        Report.line("    %s", measured.work());
    }

    /** From when it begins to read until all is written to Cassandra and acknowledged to Kafka. */
    private Measured service(String name, Map<String, String> settings)
            throws IOException, ExecutionException, InterruptedException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("EARSHOT_SCORING_THREADS", Integer.toString(StreamsScores.THREADS));
        all.put("EARSHOT_SCORING_MEMORY", Long.toString(Math.max(100_000, options.catchUpItems() / 20)));
        try (ScoringService service =
                ScoringService.start(site, name, keys, all, StreamsJob.JVM.toArray(String[]::new))) {
            service.process().awaitConsuming();
            Work before =
                    Work.of(site.servers(), Map.of("service", service.process().process()));
            long begin = System.nanoTime();
            topic.awaitRead(service.scoresGroup(), service.process()::isRunning);
            double rate = rate(Duration.ofNanos(System.nanoTime() - begin));
            String work = Work.of(
                            site.servers(), Map.of("service", service.process().process()))
                    .since(before, options.catchUpItems());
            requireExact(name, List.of(service.total(keys, WINDOW)));
            return new Measured(rate, work);
        } finally {
            drop(ScoringService.keyspace(name));
        }
    }

    /** From when it begins to read until all is committed, copied to Cassandra and acknowledged to Kafka. */
    private Measured streams(String api, String stores) throws IOException, ExecutionException, InterruptedException {
        String application = StreamsJob.application(api, stores);
        try (StreamsJob job = StreamsJob.start(site, api, stores, options.commitInterval())) {
            job.process().awaitConsuming();
            Work before = Work.of(site.servers(), Map.of("job", job.process().process()));
            long begin = System.nanoTime();
            topic.awaitRead(job.group(), job.process()::isRunning);
            if (job.repartition() != null) {
                topic.awaitRead(job.group(), job.repartition(), job.process()::isRunning);
            }
            topic.awaitRead(job.sinkGroup(), job.changelog(), job.process()::isRunning);
            double rate = rate(Duration.ofNanos(System.nanoTime() - begin));
            String work = Work.of(site.servers(), Map.of("job", job.process().process()))
                    .since(before, options.catchUpItems());
            Map<String, Long> totals = job.totals(cassandra);
            if (totals.size() != 4) {
                throw new IllegalStateException(application + ": rows of " + totals + " (expected: of 4 resolutions)");
            }
            requireExact(application, totals.values());
            return new Measured(rate, work);
        } finally {
            drop(application);
            topic.deleteTopics(application);
        }
    }

    private void requireExact(String name, Collection<Long> counted) {
        long expected = source.distinct(options.catchUpItems());
        if (counted.stream().anyMatch(count -> count != expected)) {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "%s counted %s items (expected: %,d)", name, counted, expected));
        }
    }

    private void drop(String keyspace) {
        try (CassandraTables tables = new CassandraTables(cassandra)) {
            tables.drop(keyspace);
        }
    }

    private double rate(Duration took) {
        return options.catchUpItems() / (took.toNanos() / 1e9);
    }
}
