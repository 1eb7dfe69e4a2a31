package io.earshot.bench.server;

import io.earshot.local.servers.CassandraServer;
import io.earshot.local.servers.CassandraServer.CommitLog;
import io.earshot.local.servers.FreePorts;
import io.earshot.local.servers.KafkaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A fresh Kafka and a fresh Cassandra. What they stored goes when they are closed, or when the JVM ends before that; their logs stay. */
public final class Servers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KAFKA_HEAP_MEGABYTES = 512;

    private final Path data;
    private final KafkaServer kafka;
    private final CassandraServer cassandra;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Servers(Path folder, int cassandraHeapMegabytes) {
        this.data = folder.resolve("data");
        this.kafka = KafkaServer.start(new KafkaServer.Settings(
                data.resolve("kafka"),
                folder.resolve("kafka.log"),
                FreePorts.next(),
                KafkaServer.Quorum.alone(FreePorts.next()),
                KAFKA_HEAP_MEGABYTES,
                List.of()));
        this.cassandra = CassandraServer.start(new CassandraServer.Settings(
                data.resolve("cassandra"),
                folder.resolve("cassandra.log"),
                FreePorts.next(),
                FreePorts.next(),
                CassandraServer.Ring.alone(),
                cassandraHeapMegabytes,
                CommitLog.PERIODIC,
                List.of()));
    }

    /** Starts both and waits until they are ready. */
    public static Servers start(Path folder, int cassandraHeapMegabytes) {
        Servers servers = new Servers(folder, cassandraHeapMegabytes);
        Runtime.getRuntime().addShutdownHook(new Thread(servers::killAndDelete));
        servers.kafka.awaitReady(PATIENCE);
        servers.cassandra.awaitReady(PATIENCE);
        return servers;
    }

    public KafkaServer kafka() {
        return kafka;
    }

    public CassandraServer cassandra() {
        return cassandra;
    }

    /** A folder that goes with the servers' data. */
    public Path scratch(String name) throws IOException {
        return Files.createDirectories(data.resolve(name));
    }

    /** The topic's messages on disk, without indexes. */
    public long topicBytes(String topic) throws IOException {
        Path logs = data.resolve("kafka").resolve("data");
        return bytes(
                logs,
                file -> file.getFileName().toString().endsWith(".log")
                        && file.getParent().getFileName().toString().matches(Pattern.quote(topic) + "-\\d+"));
    }

    /** All files of a table on disk; what is in memory only is not in it. */
    public long tableBytes(String keyspace, String table) throws IOException {
        Path tables = data.resolve("cassandra").resolve("data").resolve(keyspace);
        return bytes(
                tables, file -> tables.relativize(file).getName(0).toString().startsWith(table + "-"));
    }

    /** How much more fits on the disk. */
    public long usableBytes() throws IOException {
        return Files.getFileStore(data).getUsableSpace();
    }

    private interface FileFilter {
        boolean takes(Path file);
    }

    private static long bytes(Path folder, FileFilter filter) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(filter::takes).mapToLong(Servers::size).sum();
        } catch (UncheckedIOException e) {
            // a compaction took a file away in the middle
            return bytes(folder, filter);
        }
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            kafka.close();
            cassandra.close();
            delete();
        }
    }

    private void killAndDelete() {
        if (closed.compareAndSet(false, true)) {
            kafka.kill();
            cassandra.kill();
            delete();
        }
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(data)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println(data + " is left: " + e.getMessage());
        }
    }
}
