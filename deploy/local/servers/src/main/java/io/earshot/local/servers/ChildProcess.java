package io.earshot.local.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A started {@link ChildCommand}. Its process is the program itself, with no shell in between, and ignores SIGINT and SIGHUP: a
 * Ctrl-C in the terminal reaches every process there at once, and the order in which children stop is for their parent to
 * decide. It does not end by itself when this JVM ends; see {@link LocalServer} for one that does.
 */
public final class ChildProcess {

    /** The shell sets the signals aside, which exec hands on, and becomes the program: same process id. */
    private static final List<String> IGNORING_TERMINAL_SIGNALS =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private final String name;
    private final Process process;

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** @throws ServerStartException if the system can't start it */
    public static ChildProcess start(ChildCommand command) {
        List<String> line = new ArrayList<>(IGNORING_TERMINAL_SIGNALS);
        line.addAll(command.command());
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        builder.environment().putAll(command.environment());
        try {
            Files.createDirectories(command.log().toAbsolutePath().getParent());
            return new ChildProcess(command.name(), builder.start());
        } catch (IOException e) {
            throw new ServerStartException(command.name() + " can't be started: " + e.getMessage(), e);
        }
    }

    public Process process() {
        return process;
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** SIGKILL, and waits until the process has gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(30));
    }

    /** SIGTERM, and SIGKILL if the process is still there after {@code grace}; waits until it has gone. */
    public void stop(Duration grace) {
        process.destroy();
        if (!awaitEnd(grace)) {
            kill();
        }
    }

    /**
     * Sends a signal by name, such as {@code STOP} or {@code CONT}.
     *
     * @throws IllegalStateException if the process has ended or the signal is unknown
     */
    public void signal(String signal) {
        if (run("/bin/sh", "-c", "kill -" + signal + " " + process.pid()) != 0) {
            throw new IllegalStateException(
                    "signal " + signal + " to " + name + " (" + process.pid() + ") was refused");
        }
    }

    /** Whether the process had ended, or did within {@code timeout}. */
    public boolean awaitEnd(Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private static int run(String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
