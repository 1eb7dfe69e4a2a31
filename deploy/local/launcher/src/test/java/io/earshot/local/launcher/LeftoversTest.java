package io.earshot.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private Home home;
    private Leftovers leftovers;
    private Process process;

    @BeforeEach
    void openHome() {
        home = new Home(folder);
        leftovers = new Leftovers(home, new Screen(new PrintStream(shown, true)));
    }

    @AfterEach
    void endProcess() {
        process.destroyForcibly();
    }

    @Test
    void areStoppedAndSaid() throws IOException {
        start(home.mark("kafka"));

        leftovers.stop(List.of("kafka"));

        assertThat(process.isAlive()).isFalse();
        assertThat(home.pid("kafka")).doesNotExist();
        assertThat(shown.toString())
                .contains("kafka", "process " + process.pid() + " of an earlier start still ran, stopped");
    }

    @Test
    void areNotThoseToWhichTheirProcessIdWentSince() throws IOException {
        start("-Dearshot.part=/somewhere/else/kafka");

        leftovers.stop(List.of("kafka"));

        assertThat(process.isAlive()).isTrue();
        assertThat(home.pid("kafka")).doesNotExist();
        assertThat(shown.toString()).isEmpty();
    }

    @Test
    void areNotGuessedFromABrokenFile() throws IOException {
        start(home.mark("kafka"));
        Files.writeString(home.pid("kafka"), "not a number");

        leftovers.stop(List.of("kafka"));

        assertThat(process.isAlive()).isTrue();
    }

    /** A process that carries the text in its command line, and its pid file. */
    private void start(String text) throws IOException {
        process = new ProcessBuilder("/bin/sh", "-c", "while true; do sleep 0.1; done", text, "more").start();
        home.writePid("kafka", process.pid());
    }
}
