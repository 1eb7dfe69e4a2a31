package io.earshot.testservers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

/** Finds out whether Docker answers, and does not ask Testcontainers where it can't: that logs pages of errors about it. */
final class DockerProbe {

    private DockerProbe() {}

    static boolean answers() {
        return mayBeThere(System.getenv(), Path.of(System.getProperty("user.home")), System.getProperty("os.name"))
                && DockerClientFactory.instance().isDockerAvailable();
    }

    /** Whether any of the places is there in which Testcontainers looks. */
    static boolean mayBeThere(Map<String, String> environment, Path userHome, String system) {
        return system.startsWith("Windows")
                || environment.containsKey("DOCKER_HOST")
                || environment.keySet().stream().anyMatch(name -> name.startsWith("TESTCONTAINERS_"))
                || sockets(environment.get("XDG_RUNTIME_DIR"), userHome).anyMatch(Files::exists);
    }

    private static Stream<Path> sockets(@Nullable String runtimeFolder, Path userHome) {
        Stream<Path> known = Stream.of(
                Path.of("/var/run/docker.sock"),
                userHome.resolve(Path.of(".docker", "run", "docker.sock")),
                userHome.resolve(Path.of(".docker", "desktop", "docker.sock")),
                userHome.resolve(".testcontainers.properties"));
        return runtimeFolder == null ? known : Stream.concat(known, Stream.of(Path.of(runtimeFolder, "docker.sock")));
    }
}
