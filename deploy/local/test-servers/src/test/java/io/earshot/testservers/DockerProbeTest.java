package io.earshot.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerProbeTest {

    @TempDir
    Path home;

    @Test
    void asksWhereAnAddressIsGiven() {
        assertThat(DockerProbe.mayBeThere(Map.of("DOCKER_HOST", "tcp://elsewhere:2375"), home, "Linux"))
                .isTrue();
    }

    @Test
    void asksWhereASocketIs() throws IOException {
        Files.createFile(Files.createDirectories(home.resolve(".docker/run")).resolve("docker.sock"));

        assertThat(DockerProbe.mayBeThere(Map.of(), home, "Mac OS X")).isTrue();
    }

    @Test
    void asksOnWindowsWhereThereAreNoSockets() {
        assertThat(DockerProbe.mayBeThere(Map.of(), home, "Windows 11")).isTrue();
    }
}
