package io.earshot.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.earshot.local.servers.ChildCommand;
import io.earshot.local.servers.ServerStartException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With small real processes in the place of the parts. */
@Timeout(60)
class SupervisorTest {

    /** Stays, says so in a file, and leaves a trace of its end. */
    private static final String STAYS =
            "echo $0 starts >> trace; trap 'echo $0 ends >> trace; exit' TERM; touch $0.up; "
                    + "while true; do sleep 0.1; done";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8));
    private Home home;
    private Supervisor supervisor;

    @BeforeEach
    void openHome() {
        home = new Home(folder);
    }

    @AfterEach
    void stop() {
        supervisor.stop();
    }

    @Test
    void startsWhatIsNeededFirstAndStopsItLast() throws IOException {
        start(part("server", STAYS), part("service", STAYS, "server"));
        supervisor.awaitReady();

        supervisor.stop();

        assertThat(folder.resolve("trace"))
                .content()
                .isEqualTo("server starts\nservice starts\nservice ends\nserver ends\n");
        assertThat(shown()).containsSubsequence("server           ready after", "service          ready after");
    }

    @Test
    void writesDownTheProcessOfThePartItselfWhileItRuns() throws IOException {
        start(part("server", STAYS));
        supervisor.awaitReady();

        ProcessHandle process = running("server");
        assertThat(process.parent()).contains(ProcessHandle.current());

        supervisor.stop();
        assertThat(process.isAlive()).isFalse();
        assertThat(home.pid("server")).doesNotExist();
    }

    @Test
    void startsAgainWhatDied() throws IOException {
        start(part("server", STAYS), part("service", STAYS, "server"));
        supervisor.awaitReady();
        ProcessHandle first = running("server");
        ProcessHandle untouched = running("service");

        first.destroyForcibly();

        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(running("server").pid()).isNotEqualTo(first.pid()));
        assertThat(untouched.isAlive()).isTrue();
        assertThat(shown()).contains("server           ended with status 137 (killed)", "starts again in 1 s");
    }

    @Test
    void failsWithOneLineWhereAPartEndsBeforeItIsReady() {
        start(part("server", STAYS), part("service", "exit 3", "server"));

        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(supervisor::awaitReady)
                .withMessage("service ended with status 3, see " + home.log("service"));
    }

    @Test
    void failsWhereAPartCantBeMadeReady() {
        start(new Part(
                "server",
                "",
                List.of(),
                () -> {
                    throw new ServerStartException("no such server");
                },
                () -> true,
                Duration.ofSeconds(5)));

        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(supervisor::awaitReady)
                .withMessage("no such server");
    }

    @Test
    void startsNothingMoreOnceItIsStopped() {
        AtomicBoolean asked = new AtomicBoolean();
        Part part = part("server", STAYS);
        supervisor = new Supervisor(
                List.of(new Part(
                        part.name(),
                        "",
                        List.of(),
                        () -> {
                            asked.set(true);
                            return part.command().get();
                        },
                        part.ready(),
                        part.grace())),
                home,
                screen,
                Clock.systemUTC());

        supervisor.stop();
        supervisor.start();
        supervisor.stop();

        assertThat(asked).isFalse();
    }

    private void start(Part... parts) {
        supervisor = new Supervisor(List.of(parts), home, screen, Clock.systemUTC());
        supervisor.start();
    }

    private Part part(String name, String script, String... needs) {
        ChildCommand command = new ChildCommand(
                name, List.of("/bin/sh", "-c", "cd '" + folder + "'; " + script, name), Map.of(), home.log(name));
        return new Part(
                name,
                "somewhere",
                List.of(needs),
                () -> command,
                () -> Files.exists(folder.resolve(name + ".up")),
                Duration.ofSeconds(5));
    }

    private ProcessHandle running(String part) throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readString(home.pid(part)).strip()))
                .orElseThrow();
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
