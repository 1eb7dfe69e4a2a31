package io.earshot.bench.streams;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.earshot.feedback.Topics;
import io.earshot.local.servers.CassandraServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The scores by Kafka Streams with {@code exactly_once_v2}: items into rows of sums in state stores, their changelog into Cassandra. Takes its
 * settings from the environment: {@code EARSHOT_KAFKA}, {@code EARSHOT_CASSANDRA}, {@code STREAMS_APPLICATION} (also the keyspace),
 * {@code STREAMS_API} ({@code dsl} or {@code processor}), {@code STREAMS_STATE} (a folder), {@code STREAMS_STORES} ({@code rocksdb} or {@code memory}) and {@code STREAMS_COMMIT_MILLIS}.
 */
public final class StreamsScores {

    /** What it prints when its partitions are assigned and it begins to read. */
    public static final String CONSUMING = "Consuming " + Topics.EVENTS;

    /** How many threads keep scores; the service gets as many. */
    public static final int THREADS = 2;

    /** More than the rows of a commit take, so that none is written before its time. */
    private static final long CACHE_BYTES = 256L << 20;

    private StreamsScores() {}

    /** The consumer group of the job that copies the rows. */
    public static String sinkGroup(String application) {
        return application + "-sink";
    }

    /** The topic on which changed rows appear at each commit. */
    public static String changelog(String application) {
        return application + '-' + ScoreProcessor.ROWS + "-changelog";
    }

    public static void main(String[] args) {
        String application = setting("STREAMS_APPLICATION");
        String kafka = setting("EARSHOT_KAFKA");
        CqlSession session = session(setting("EARSHOT_CASSANDRA"));
        ScoreTable table = new ScoreTable(session, application);
        KafkaStreams streams = new KafkaStreams(topology(), settings());
        streams.setUncaughtExceptionHandler(error -> {
            error.printStackTrace();
            return StreamThreadExceptionResponse.SHUTDOWN_APPLICATION;
        });
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                System.out.println(CONSUMING);
            } else if (now == KafkaStreams.State.ERROR) {
                Runtime.getRuntime().halt(1);
            }
        });
        Thread sink = new Thread(
                new Sink(
                        kafka,
                        sinkGroup(application),
                        changelog(application),
                        table,
                        () -> Runtime.getRuntime().halt(1)),
                "sink");
        streams.start();
        sink.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(Duration.ofSeconds(15))));
    }

    private static Topology topology() {
        StoreKind kind = StoreKind.of(setting("STREAMS_STORES"));
        return switch (setting("STREAMS_API")) {
            case "dsl" -> DslScores.topology(kind);
            case "processor" -> topology(kind);
            default ->
                throw new IllegalArgumentException(
                        "STREAMS_API: " + setting("STREAMS_API") + " (expected: dsl or processor)");
        };
    }

    private static Topology topology(StoreKind kind) {
        Topology topology = new Topology();
        topology.addSource(
                "events", Serdes.ByteArray().deserializer(), Serdes.ByteArray().deserializer(), Topics.EVENTS);
        ProcessorSupplier<byte[], byte[], Void, Void> scores = new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], Void, Void> get() {
                return new ScoreProcessor();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return kind.builders();
            }
        };
        topology.addProcessor("scores", scores, "events");
        return topology;
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, setting("STREAMS_APPLICATION"));
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, setting("EARSHOT_KAFKA"));
        settings.put(StreamsConfig.STATE_DIR_CONFIG, setting("STREAMS_STATE"));
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, THREADS);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, setting("STREAMS_COMMIT_MILLIS"));
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 10_000);
        settings.put(consumer(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(consumer(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 10_000);
        settings.put(consumer(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 16_777_216);
        settings.put(producer(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        settings.put(producer(ProducerConfig.BATCH_SIZE_CONFIG), 262_144);
        settings.put(producer(ProducerConfig.BUFFER_MEMORY_CONFIG), 128L << 20);
        // the default of 10 s is for small transactions on an idle machine
        settings.put(producer(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 60_000);
        return settings;
    }

    private static String consumer(String name) {
        return StreamsConfig.mainConsumerPrefix(name);
    }

    private static String producer(String name) {
        return StreamsConfig.producerPrefix(name);
    }

    private static CqlSession session(String address) {
        int colon = address.lastIndexOf(':');
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(
                        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))))
                .withLocalDatacenter(CassandraServer.DATACENTER)
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(10))
                        .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                        .build())
                .build();
    }

    private static String setting(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }
}
