package io.earshot.bench.scoring;

import io.earshot.bench.Report;
import io.earshot.bench.load.OpenLoad;
import io.earshot.bench.server.CassandraTables;
import io.earshot.bench.server.Keys;
import io.earshot.bench.server.Site;
import io.earshot.bench.server.Work;
import io.earshot.feedback.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** What an answer and a query cost as the history grows: bytes on disk, row writes, rows read, time. */
final class Growth {

    private static final String NAME = "growth";
    private static final long CHUNK = 1_000_000;
    private static final long SPARE_BYTES = 10L << 30;
    private static final int STORES_ASKED = 10;
    private static final int CONNECTIONS = 200;
    private static final Duration TIME = Duration.ofSeconds(15);
    private static final String ROW_WRITES = "earshot_scoring_row_writes_total";
    private static final Map<String, String> QUERIES = queries();

    private final Site site;
    private final Options options;
    private final PreparedTopic topic;
    private final GrowingHistory history;
    private final Keys keys;
    private final ScoringService service;

    private Growth(
            Site site,
            Options options,
            PreparedTopic topic,
            GrowingHistory history,
            Keys keys,
            ScoringService service) {
        this.site = site;
        this.options = options;
        this.topic = topic;
        this.history = history;
        this.keys = keys;
        this.service = service;
    }

    private static Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("30d", "window=30d");
        queries.put("365d", "window=365d");
        queries.put("30d touchpoint", "window=30d&segment=touchpoint:delivery");
        queries.put("365d touchpoint", "window=365d&segment=touchpoint:delivery");
        return queries;
    }

    static void run(Site site, Options options) throws IOException, ExecutionException, InterruptedException {
        List<Long> sizes = options.growth();
        Report.title("Cost of an answer and of a query at %s answers of 50 stores, a million a month", sizes);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        GrowingHistory history = new GrowingHistory(options.products(), sizes.get(sizes.size() - 1), now);
        Keys keys = Keys.writtenTo(site.folder().resolve("keys.json"), history.stores());
        Map<String, String> settings = new HashMap<>();
        // the same for old and new answers
        settings.put("EARSHOT_SCORING_WORDS_RETENTION", "0s");
        if (options.withoutItems()) {
            settings.putAll(ScoringService.WITHOUT_ITEMS);
        }
        List<GrowthPoint> points = new ArrayList<>();
        try (PreparedTopic topic = PreparedTopic.make(site.servers().kafka().address());
                ScoringService service = ScoringService.start(site, NAME, keys, settings, ScoringService.LARGE_HEAP)) {
            service.process().awaitConsuming();
            Growth growth = new Growth(site, options, topic, history, keys, service);
            long size = 0;
            for (long next : sizes) {
                if (!growth.hasRoom(size, next)) {
                    break;
                }
                points.add(growth.measure(size, next));
                // after each: what was measured is kept, whatever comes
                growth.write(points);
                size = next;
            }
        }
    }

    private boolean hasRoom(long size, long next) throws IOException {
        long used = topicBytes()
                + tableBytes().values().stream().mapToLong(Long::longValue).sum();
        // a compaction needs room for what it writes before it lets go of what it read
        long needed = SPARE_BYTES + (size == 0 ? 0 : 3 * used / 2 / size * (next - size));
        boolean room = site.servers().usableBytes() > needed;
        if (!room) {
            Report.line("%,d answers would need %,d MB of disk: not measured", next, needed >> 20);
        }
        return room;
    }

    private GrowthPoint measure(long from, long to) throws IOException, ExecutionException, InterruptedException {
        long last = Math.min(CHUNK, to - from);
        grow(from, to - last);
        double before = service.counter(ROW_WRITES);
        grow(to - last, to);
        double rowWrites = (service.counter(ROW_WRITES) - before) / last;
        if (!options.withoutItems()) {
            topic.awaitRead(service.itemsGroup(), service.process()::isRunning);
            Report.progress("items are there");
        }
        try (CassandraTables tables = new CassandraTables(site.servers().cassandra())) {
            tables.settle(ScoringService.keyspace(NAME));
            Map<String, Double> bytes = new TreeMap<>();
            tableBytes().forEach((table, size) -> bytes.put(table, (double) size / to));
            bytes.values().removeIf(size -> size == 0);
            Report.progress("on disk");
            GrowthPoint point = new GrowthPoint(
                    to, (double) topicBytes() / to, bytes, rowWrites, rowsRead(tables, to), latencies(to));
            point.print();
            return point;
        }
    }

    private void grow(long from, long to) throws ExecutionException, InterruptedException {
        for (long begin = from; begin < to; begin += CHUNK) {
            long end = Math.min(to, begin + CHUNK);
            Work before =
                    Work.of(site.servers(), Map.of("service", service.process().process()));
            long started = System.nanoTime();
            topic.fill(history, begin, end);
            topic.awaitRead(service.scoresGroup(), service.process()::isRunning);
            double seconds = (System.nanoTime() - started) / 1e9;
            String work = Work.of(
                            site.servers(), Map.of("service", service.process().process()))
                    .since(before, end - begin);
            Report.progress("%,d answers, the last %,d in %.0f s with filling; %s", end, end - begin, seconds, work);
        }
    }

    private long topicBytes() throws IOException {
        return site.servers().topicBytes(Topics.EVENTS);
    }

    private Map<String, Long> tableBytes() throws IOException {
        Map<String, Long> bytes = new TreeMap<>();
        String keyspace = ScoringService.keyspace(NAME);
        try (CassandraTables tables = new CassandraTables(site.servers().cassandra())) {
            for (String table : tables.names(keyspace)) {
                bytes.put(table, site.servers().tableBytes(keyspace, table));
            }
        }
        return bytes;
    }

    private Map<String, RowsRead.Cost> rowsRead(CassandraTables tables, long size)
            throws IOException, InterruptedException {
        Map<String, RowsRead.Cost> costs = new LinkedHashMap<>();
        List<String> stores = history.stores().subList(0, STORES_ASKED);
        try (RowsRead reads = RowsRead.open(site, NAME, tables, keys)) {
            for (var query : QUERIES.entrySet()) {
                costs.put(query.getKey(), reads.mean(stores, "metric=nps&" + query.getValue() + at(size)));
            }
        }
        return costs;
    }

    private Map<String, OpenLoad.Result> latencies(long size) throws IOException {
        Map<String, OpenLoad.Result> results = new LinkedHashMap<>();
        for (Duration time : List.of(options.warmUp(), TIME)) {
            for (var query : QUERIES.entrySet()) {
                var requests = new ScoreRequests(keys).ask(CONNECTIONS, any -> query.getValue() + at(size));
                results.put(query.getKey(), OpenLoad.run(service.address(), requests, options.queryRate(), time));
            }
        }
        return results;
    }

    private String at(long size) {
        return "&at=" + history.at(size).truncatedTo(ChronoUnit.SECONDS);
    }

    private void write(List<GrowthPoint> points) throws IOException {
        Path folder = Files.createDirectories(site.root().resolve(options.figures()));
        Files.writeString(folder.resolve("scoring-growth.csv"), GrowthPoint.csv(points));
        Files.writeString(folder.resolve("scoring-growth.svg"), GrowthPoint.plot(points));
        Report.progress("written to %s", options.figures());
    }
}
