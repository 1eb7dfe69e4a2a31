package io.earshot.local.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Parts that outlived a launcher which was killed before it could stop them. */
final class Leftovers {

    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Home home;
    private final Screen screen;

    Leftovers(Home home, Screen screen) {
        this.home = home;
        this.screen = screen;
    }

    /**
     * Stops those that still run. A process is stopped only if it is the one that a pid file names and carries this folder's mark in its command
     * line: a process id that went to somebody else since is left alone.
     */
    void stop(List<String> parts) {
        List<String> lastFirst = new ArrayList<>(parts);
        Collections.reverse(lastFirst);
        for (String part : lastFirst) {
            running(part).ifPresent(process -> {
                end(process);
                screen.say(part, "process " + process.pid() + " of an earlier start still ran, stopped");
            });
            home.removePid(part);
        }
    }

    private Optional<ProcessHandle> running(String part) {
        return pid(home.pid(part)).flatMap(ProcessHandle::of).filter(process -> isOurs(process, part));
    }

    private boolean isOurs(ProcessHandle process, String part) {
        return process.isAlive() && process.info().commandLine().orElse("").contains(home.mark(part) + " ");
    }

    private static Optional<Long> pid(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file).strip();
            return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        if (!awaitEnd(process)) {
            process.destroyForcibly();
            awaitEnd(process);
        }
    }

    private static boolean awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(GRACE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
