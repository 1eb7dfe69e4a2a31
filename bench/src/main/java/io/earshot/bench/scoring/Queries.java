package io.earshot.bench.scoring;

import io.earshot.bench.Report;
import io.earshot.bench.load.OpenLoad;
import io.earshot.bench.load.RequestTemplate;
import io.earshot.bench.server.CassandraTables;
import io.earshot.bench.server.Keys;
import io.earshot.bench.server.Site;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** How fast scores are answered over a year of data, at a steady rate. */
final class Queries {

    private static final int CONNECTIONS = 200;
    private static final int LIMIT = 20;
    private static final int LIMIT_OF_SEGMENT = 100;
    private static final List<Kind> KINDS = List.of(
            new Kind("30d", LIMIT, any -> "window=30d"),
            new Kind("365d", LIMIT, any -> "window=365d"),
            new Kind("30d, a touchpoint", LIMIT_OF_SEGMENT, any -> "window=30d&segment=" + touchpoint(any)),
            new Kind("365d, a touchpoint", LIMIT_OF_SEGMENT, any -> "window=365d&segment=" + touchpoint(any)),
            new Kind("30d, a product", LIMIT_OF_SEGMENT, any -> "window=30d&segment=" + product(any)),
            new Kind("365d, a product", LIMIT_OF_SEGMENT, any -> "window=365d&segment=" + product(any)));

    /** @param limit what p99 is expected to stay below, in milliseconds */
    private record Kind(String name, int limit, Function<Random, String> query) {}

    private Queries() {}

    private static String touchpoint(Random any) {
        return "touchpoint:" + Answers.TOUCHPOINTS.get(any.nextInt(Answers.TOUCHPOINTS.size()));
    }

    private static String product(Random any) {
        return "product:" + Answers.product(any.nextInt(YearOfAnswers.PRODUCTS));
    }

    static void run(Site site, Options options) throws IOException, ExecutionException, InterruptedException {
        Report.title(
                "GET /v1/scores over a year: %,d items of 20 stores, %.0f questions a second for %d s each",
                options.yearItems(), options.queryRate(), options.queryTime().toSeconds());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        YearOfAnswers year = new YearOfAnswers(options.yearItems(), now);
        Keys keys = Keys.writtenTo(site.folder().resolve("keys.json"), year.stores());
        try (PreparedTopic topic = PreparedTopic.make(site.servers().kafka().address());
                ScoringService service =
                        ScoringService.start(site, "queries", keys, Map.of(), ScoringService.LARGE_HEAP)) {
            topic.fill(year, 0, options.yearItems());
            topic.awaitRead(service.scoresGroup(), service.process()::isRunning);
            Report.progress("scores are there");
            topic.awaitRead(service.itemsGroup(), service.process()::isRunning);
            Report.progress("items are there");
            try (CassandraTables tables = new CassandraTables(site.servers().cassandra())) {
                tables.settle(ScoringService.keyspace("queries"));
            }
            long counted = service.total(keys, "window=365d");
            if (counted != options.yearItems()) {
                throw new IllegalStateException(counted + " items counted (expected: " + options.yearItems() + ")");
            }
            ask(service, new ScoreRequests(keys), options);
        }
    }

    private static void ask(ScoringService service, ScoreRequests requests, Options options) throws IOException {
        for (Kind kind : KINDS) {
            ask(service, requests.ask(CONNECTIONS, kind.query()), options, options.warmUp());
        }
        Report.progress("warm");
        for (Kind kind : KINDS) {
            OpenLoad.Result result =
                    ask(service, requests.ask(CONNECTIONS, kind.query()), options, options.queryTime());
            Report.line("%-20s %s (expected: p99 below %d ms)", kind.name() + ":", result.summary(), kind.limit());
        }
    }

    private static OpenLoad.Result ask(
            ScoringService service, List<RequestTemplate> requests, Options options, Duration time) throws IOException {
        return OpenLoad.run(service.address(), requests, options.queryRate(), time);
    }
}
