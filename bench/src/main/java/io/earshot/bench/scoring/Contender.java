package io.earshot.bench.scoring;

import io.earshot.bench.streams.StreamsScores;
import io.earshot.local.servers.ChildCommand;
import io.earshot.local.servers.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A program that keeps scores, in a JVM of its own; ends with this one. Both kinds print the same line when they begin to read. */
final class Contender implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ChildProcess child;
    private final Path log;

    private Contender(ChildProcess child, Path log) {
        this.child = child;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> child.process().destroyForcibly()));
    }

    /**
     * Starts a JVM of the kind that runs this one.
     *
     * @param jvm its options; more of them, a flight recording say, come from {@code EARSHOT_BENCH_JVM}
     * @param program what the JVM is to run
     */
    static Contender start(
            String name, Path log, Map<String, String> environment, List<String> jvm, List<String> program) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java")
                .toString());
        command.addAll(jvm);
        String more = System.getenv("EARSHOT_BENCH_JVM");
        if (more != null) {
            command.addAll(List.of(more.split(" ")));
        }
        command.addAll(program);
        return new Contender(ChildProcess.start(new ChildCommand(name, command, environment, log)), log);
    }

    /** Waits until it begins to read. */
    void awaitConsuming() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(log) || !Files.readString(log).contains(StreamsScores.CONSUMING)) {
            if (!isRunning() || System.nanoTime() > deadline) {
                throw new IllegalStateException("does not consume, see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    boolean isRunning() {
        return child.isRunning();
    }

    Process process() {
        return child.process();
    }

    Path log() {
        return log;
    }

    @Override
    public void close() {
        child.stop(Duration.ofSeconds(20));
    }
}
