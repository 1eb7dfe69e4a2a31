package io.earshot.bench.scoring;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.bench.server.Site;
import io.earshot.bench.streams.StreamsScores;
import io.earshot.local.servers.CassandraServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Kafka Streams job that the service is compared with, as a process of its own. */
final class StreamsJob implements AutoCloseable {

    /** Its options, and the service's when it is compared with it; state in RocksDB lies beside the heap. */
    static final List<String> JVM = List.of("-Xms6g", "-Xmx6g", "-XX:+UseParallelGC", "-Xmn2g", "-XX:+AlwaysPreTouch");

    private final Contender process;
    private final String application;

    private StreamsJob(Contender process, String application) {
        this.process = process;
        this.application = application;
    }

    /**
     * @param api {@code processor} or {@code dsl}
     * @param stores {@code rocksdb} or {@code memory}
     */
    static StreamsJob start(Site site, String api, String stores, Duration commitInterval) throws IOException {
        String application = application(api, stores);
        Map<String, String> environment = Map.of(
                "EARSHOT_KAFKA", site.servers().kafka().address(),
                "EARSHOT_CASSANDRA", site.servers().cassandra().address(),
                "STREAMS_APPLICATION", application,
                "STREAMS_STATE", site.servers().scratch(application).toString(),
                "STREAMS_API", api,
                "STREAMS_STORES", stores,
                "STREAMS_COMMIT_MILLIS", Long.toString(commitInterval.toMillis()));
        List<String> jvm = new ArrayList<>(JVM);
        jvm.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        List<String> program = List.of(
                "-cp", Objects.requireNonNull(System.getProperty("java.class.path")), StreamsScores.class.getName());
        return new StreamsJob(
                Contender.start(application, site.folder().resolve(application + ".log"), environment, jvm, program),
                application);
    }

    /** Its name, and that of its keyspace. */
    static String application(String api, String stores) {
        return "streams_" + api + "_" + stores;
    }

    Contender process() {
        return process;
    }

    /** The consumer group that reads the events. */
    String group() {
        return application;
    }

    String sinkGroup() {
        return StreamsScores.sinkGroup(application);
    }

    /** The topic by which the job hands messages on to itself, null where it doesn't. */
    @Nullable
    String repartition() {
        return application.contains("_dsl_") ? application + "-row-repartition" : null;
    }

    /** What the sink reads. */
    String changelog() {
        return StreamsScores.changelog(application);
    }

    /** How many items are counted in the rows of each resolution in Cassandra. */
    Map<String, Long> totals(CassandraServer cassandra) {
        Map<String, Long> totals = new TreeMap<>();
        try (CqlSession session = CqlSession.builder()
                .addContactPoint(cassandra.socketAddress())
                .withLocalDatacenter(CassandraServer.DATACENTER)
                .build()) {
            for (Row row : session.execute("SELECT resolution, total, segments FROM " + application + ".score_rows")) {
                long total = sum(Objects.requireNonNull(row.getByteBuffer("total")));
                requireSegments(row, total);
                totals.merge(Objects.requireNonNull(row.getString("resolution")), total, Long::sum);
            }
        }
        return totals;
    }

    /** Every item has a channel, a touchpoint and a locale. */
    private static void requireSegments(Row row, long total) {
        Map<String, ByteBuffer> segments =
                Objects.requireNonNull(row.getMap("segments", String.class, ByteBuffer.class));
        long sum = segments.values().stream().mapToLong(StreamsJob::sum).sum();
        if (sum != Answers.SEGMENTS * total) {
            throw new IllegalStateException("segments of " + sum + " items in a row of " + total + " (expected: "
                    + Answers.SEGMENTS + " times as many)");
        }
    }

    /** Of zigzag varints that are not negative. */
    private static long sum(ByteBuffer varints) {
        long sum = 0;
        while (varints.hasRemaining()) {
            long value = 0;
            int shift = 0;
            byte next;
            do {
                next = varints.get();
                value |= (long) (next & 0x7F) << shift;
                shift += 7;
            } while (next < 0);
            sum += value >>> 1;
        }
        return sum;
    }

    @Override
    public void close() {
        process.close();
    }
}
