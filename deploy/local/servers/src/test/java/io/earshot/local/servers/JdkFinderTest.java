package io.earshot.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkFinderTest {

    @TempDir
    Path folder;

    @Test
    void takesTheRunningJdkIfItFits() throws IOException {
        Path running = jdk("running", "17.0.15");

        assertThat(new JdkFinder(
                                running,
                                Map.of("JAVA_HOME", jdk("other", "11.0.2").toString()),
                                List.of())
                        .forCassandra())
                .isEqualTo(running);
    }

    @Test
    void takesTheOneThatWasChosenFirst() throws IOException {
        Path chosen = jdk("chosen", "11.0.2");

        assertThat(new JdkFinder(jdk("running", "17.0.15"), Map.of(JdkFinder.VARIABLE, chosen.toString()), List.of())
                        .forCassandra())
                .isEqualTo(chosen);
    }

    @Test
    void refusesAChosenOneThatDoesNotFit() throws IOException {
        Path chosen = jdk("chosen", "21");
        JdkFinder finder =
                new JdkFinder(jdk("running", "17.0.15"), Map.of(JdkFinder.VARIABLE, chosen.toString()), List.of());

        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(finder::forCassandra)
                .withMessage("EARSHOT_CASSANDRA_JAVA_HOME: " + chosen + " (expected: the home of a JDK 11 or 17)");
    }

    @Test
    void looksAmongTheInstalledOnesIfTheRunningOneIsTooNew() throws IOException {
        jdk("installed/jdk-21", "21.0.1");
        Path fit = jdk("installed/temurin-17.jdk/Contents/Home", "17");

        assertThat(new JdkFinder(jdk("running", "25"), Map.of(), List.of(folder.resolve("installed"))).forCassandra())
                .isEqualTo(fit);
    }

    @Test
    void saysWhatIsMissingAndHowToGetIt() throws IOException {
        JdkFinder finder = new JdkFinder(jdk("running", "25"), Map.of(), List.of(folder.resolve("nowhere")));

        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(finder::forCassandra)
                .withMessageStartingWith("Cassandra needs a JDK 17 or 11, and there is none here")
                .withMessageContaining("openjdk-17-jre-headless")
                .withMessageContaining("EARSHOT_CASSANDRA_JAVA_HOME");
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.createFile(home.resolve("bin/java")).toFile().setExecutable(true);
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
