package io.earshot.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void openHome() {
        home = new Home(folder.resolve("home"));
        home.create();
    }

    @Test
    void isClearedOfItsOwnThingsOnly() throws IOException {
        Files.createDirectories(home.data("kafka").resolve("data"));
        Files.createFile(home.data("kafka").resolve("data/segment"));
        Files.createFile(home.keysEnvironment());
        Files.createFile(home.secretKey());
        Files.createFile(home.sessionSecret());
        Path foreign = Files.createFile(home.directory().resolve("notes.txt"));

        home.clear(List.of("kafka", "cassandra"));

        assertThat(home.directory()).isDirectoryContaining(foreign::equals);
        assertThat(home.directory().toFile().list()).containsExactly("notes.txt");
    }

    @Test
    void isClearedWithoutFollowingLinks() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path kept = Files.createFile(elsewhere.resolve("kept"));
        Files.createDirectories(home.data("kafka"));
        Files.createSymbolicLink(home.data("kafka").resolve("link"), elsewhere);
        Files.createSymbolicLink(home.data("cassandra"), elsewhere);

        home.clear(List.of("kafka", "cassandra"));

        assertThat(kept).exists();
        assertThat(home.directory()).isEmptyDirectory();
    }

    @Test
    void keepsTheLogOfTheLastStart() throws IOException {
        Files.writeString(home.log("kafka"), "last");

        home.rotateLog("kafka");

        assertThat(home.log("kafka")).doesNotExist();
        assertThat(home.directory().resolve("kafka.log.1")).hasContent("last");
    }

    @Test
    void isShownAsSomeoneNearbyWouldNameIt() {
        assertThat(home.shown(home.keysEnvironment(), folder)).isEqualTo("home/keys.env");
        assertThat(home.shown(home.keysEnvironment(), folder.resolve("other")))
                .isEqualTo(home.keysEnvironment().toString());
    }
}
