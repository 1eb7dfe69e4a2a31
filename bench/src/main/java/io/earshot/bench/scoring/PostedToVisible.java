package io.earshot.bench.scoring;

import io.earshot.bench.Report;
import io.earshot.bench.load.OpenLoad;
import io.earshot.bench.load.RequestTemplate;
import io.earshot.bench.load.Requests;
import io.earshot.bench.load.Stores;
import io.earshot.bench.server.Keys;
import io.earshot.bench.server.ServerUnderTest;
import io.earshot.bench.server.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;

/** How soon what is posted is in the scores, while others post at a steady rate: ingest service, Kafka, scoring service, Cassandra. */
final class PostedToVisible {

    private static final int STORES = 20;
    private static final int CONNECTIONS = 64;
    private static final String PROBE = "probe";

    private PostedToVisible() {}

    static void run(Site site, Options options) throws IOException, InterruptedException, ExecutionException {
        Report.title(
                "Posted to visible in GET /v1/scores at %,.0f posts a second for %d s",
                options.postRate(), options.postTime().toSeconds());
        List<String> stores = new ArrayList<>(Shops.evenly(STORES));
        stores.add(PROBE);
        Keys keys = Keys.writtenTo(site.folder().resolve("keys.json"), stores);
        Map<String, String> settings = Map.of(
                "EARSHOT_KAFKA", site.servers().kafka().address(),
                "EARSHOT_KEYS_FILE", keys.file().toString());
        List<String> jvm = List.of("-Xmx512m", "-XX:+UseParallelGC");
        try (ServerUnderTest ingest = ServerUnderTest.ingest(site.root(), site.folder(), jvm, settings);
                ScoringService scoring = ScoringService.start(site, "latency", keys, Map.of())) {
            scoring.process().awaitConsuming();
            Probe probe = new Probe(ingest.address(), scoring, keys.of(PROBE));
            Stores load =
                    new Stores(stores.subList(0, STORES).stream().map(keys::of).toList(), List.of());
            List<RequestTemplate> posts = new Requests(load).posts("/v1/feedback", CONNECTIONS);
            measure(ingest, probe, posts, options.postRate(), options.warmUp());
            Report.progress("warm");
            long refusedBefore = probe.refused();
            Measured measured = measure(ingest, probe, posts, options.postRate(), options.postTime());
            Report.line("the load: %s", measured.posts().summary());
            Histogram micros = measured.micros();
            Report.line(
                    "posted to visible, %,d marks, %,d 503s: p50 %.0f ms, p99 %.0f ms, max %.0f ms (expected: p99 below 1,000 ms)",
                    micros.getTotalCount(),
                    probe.refused() - refusedBefore,
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3,
                    micros.getMaxValue() / 1e3);
        }
    }

    private record Measured(OpenLoad.Result posts, Histogram micros) {}

    private static Measured measure(
            ServerUnderTest ingest, Probe probe, List<RequestTemplate> posts, double perSecond, Duration duration)
            throws IOException, InterruptedException, ExecutionException {
        AtomicReference<OpenLoad.Result> result = new AtomicReference<>();
        Histogram micros = probe.during(() -> result.set(OpenLoad.run(ingest.address(), posts, perSecond, duration)));
        return new Measured(result.get(), micros);
    }
}
