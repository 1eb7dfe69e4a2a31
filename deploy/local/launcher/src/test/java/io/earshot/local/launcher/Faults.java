package io.earshot.local.launcher;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.sun.tools.attach.VirtualMachine;
import io.earshot.local.servers.CassandraServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be done to a running Earshot so that something is wrong with it, and how that ends. */
final class Faults implements AutoCloseable {

    private static final String REVIEWS = "review/1-5";
    /** A row has a zigzag varint for each point. */
    private static final int FOUR_STARS = 3;

    private static final int ONE_MORE = 2;

    private final RunningEarshot earshot;
    private final Path folder;
    private final CqlSession session;
    private @Nullable ScheduledExecutorService stutter;

    Faults(RunningEarshot earshot, Path folder) {
        this.earshot = earshot;
        this.folder = folder;
        this.session = CqlSession.builder()
                .addContactPoint(new InetSocketAddress("127.0.0.1", earshot.port(9042)))
                .withLocalDatacenter(CassandraServer.DATACENTER)
                .withKeyspace("earshot_scoring")
                .build();
    }

    /** Stops a part where it stands. */
    void freeze(String part) throws IOException, InterruptedException {
        signal("STOP", part);
    }

    /** Lets it go on. */
    void thaw(String part) throws IOException, InterruptedException {
        signal("CONT", part);
    }

    private void signal(String name, String part) throws IOException, InterruptedException {
        long pid = earshot.process(part).pid();
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    /** Lets it run for a quarter of each second. */
    void slowDown(String part) {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        stutter = timer;
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        freeze(part);
                        TimeUnit.MILLISECONDS.sleep(750);
                        thaw(part);
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                0,
                250,
                TimeUnit.MILLISECONDS);
    }

    /** Ends {@link #slowDown}. */
    void goOn() throws InterruptedException {
        ScheduledExecutorService timer = Objects.requireNonNull(stutter);
        timer.shutdown();
        if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the part can not be let go on");
        }
    }

    /**
     * Writes wrong sums into a day of reviews, as a meddler would: one more of four stars.
     *
     * @return what puts the right ones back
     */
    Runnable falsify() {
        Row row = Objects.requireNonNull(session.execute(
                        "SELECT generation, store, segment, resolution, era, bucket, source, last_offset, total FROM score_rows"
                                + " WHERE series = ? AND segment = '' AND resolution = 'day' LIMIT 1 ALLOW FILTERING",
                        REVIEWS)
                .one());
        ByteBuffer right = Objects.requireNonNull(row.getByteBuffer("total"));
        byte[] wrong = new byte[right.remaining()];
        right.duplicate().get(wrong);
        wrong[FOUR_STARS] += ONE_MORE;
        write(row, 2, ByteBuffer.wrap(wrong));
        return () -> write(row, 3, right);
    }

    private void write(Row row, int later, ByteBuffer total) {
        session.execute(
                "UPDATE score_rows USING TIMESTAMP " + (row.getLong("last_offset") + later)
                        + " SET total = ? WHERE generation = ? AND store = ? AND series = ? AND segment = ''"
                        + " AND resolution = 'day' AND era = ? AND bucket = ? AND source = ?",
                total,
                row.getInt("generation"),
                row.getString("store"),
                REVIEWS,
                row.getLong("era"),
                row.getLong("bucket"),
                row.getString("source"));
    }

    /** Kills Kafka, and takes away the second half of each partition of feedback before it is started again. */
    void loseTheEndOfTheLog() throws IOException {
        ProcessHandle kafka = earshot.process("kafka");
        kafka.destroyForcibly();
        kafka.onExit().join();
        List<Path> logs = new ArrayList<>();
        try (Stream<Path> files = Files.walk(earshot.directory().resolve("kafka"))) {
            files.filter(file -> file.toString().matches(".*/feedback\\.events\\.v1-\\d+/\\d+\\.log"))
                    .forEach(logs::add);
        }
        for (Path log : logs) {
            try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
                file.setLength(file.length() / 2);
            }
        }
    }

    /** Fills the heap of a service. */
    void fillHeap(String part) throws Exception {
        load(part, "fill");
    }

    /** Ends {@link #fillHeap}. */
    void emptyHeap(String part) throws Exception {
        load(part, "empty");
    }

    private void load(String part, String argument) throws Exception {
        VirtualMachine machine =
                VirtualMachine.attach(Long.toString(earshot.process(part).pid()));
        try {
            machine.loadAgent(agent().toString(), argument);
        } finally {
            machine.detach();
        }
    }

    private Path agent() throws IOException {
        Path jar = folder.resolve("ballast.jar");
        if (Files.exists(jar)) {
            return jar;
        }
        String entry = Ballast.class.getName().replace('.', '/') + ".class";
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", Ballast.class.getName());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                var in = Objects.requireNonNull(Ballast.class.getClassLoader().getResourceAsStream(entry))) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
        return jar;
    }

    @Override
    public void close() {
        session.close();
    }
}
