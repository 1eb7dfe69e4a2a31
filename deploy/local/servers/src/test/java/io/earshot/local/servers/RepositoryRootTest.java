package io.earshot.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryRootTest {

    @TempDir
    Path root;

    @BeforeEach
    void makeRepository() throws IOException {
        Files.createDirectories(root.resolve("deploy/local/kafka"));
        Files.createFile(root.resolve("deploy/local/kafka/pom.xml"));
    }

    @Test
    void isFoundAboveTheWorkingDirectory() {
        assertThat(RepositoryRoot.find(null, root.resolve("scoring-service/target")))
                .isEqualTo(root);
    }

    @Test
    void isWhatThePropertySays() {
        assertThat(RepositoryRoot.find(root.toString(), Path.of("/"))).isEqualTo(root);
    }

    @Test
    void isNotGuessedWhereThePropertyIsWrong() {
        Path wrong = root.resolve("deploy");

        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(() -> RepositoryRoot.find(wrong.toString(), root))
                .withMessageStartingWith("earshot.root: " + wrong + " (expected: ");
    }

    @Test
    void mustBeSomewhere() {
        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(() -> RepositoryRoot.find(null, Path.of("/")))
                .withMessageContaining("-Dearshot.root");
    }
}
