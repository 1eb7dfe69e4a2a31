package io.earshot.local.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The folder of the repository, under which the servers' class paths and the services' jars are found. */
public final class RepositoryRoot {

    static final String PROPERTY = "earshot.root";
    private static final Path MARK = Path.of("deploy", "local", "kafka", "pom.xml");

    private RepositoryRoot() {}

    /**
     * The system property {@code earshot.root}, or else the nearest folder above the working directory that holds
     * {@code deploy/local/kafka/pom.xml}.
     *
     * @throws ServerStartException if there is none
     */
    public static Path find() {
        return find(System.getProperty(PROPERTY), Path.of(""));
    }

    static Path find(@Nullable String configured, Path workingDirectory) {
        Path start = (configured == null ? workingDirectory : Path.of(configured))
                .toAbsolutePath()
                .normalize();
        if (configured != null) {
            if (isRoot(start)) {
                return start;
            }
            throw new ServerStartException(PROPERTY + ": " + start + " (expected: a folder that holds " + MARK + ")");
        }
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (isRoot(folder)) {
                return folder;
            }
        }
        throw new ServerStartException(
                "No " + MARK + " in " + start + " or above it: run inside the repository, or set -D" + PROPERTY);
    }

    private static boolean isRoot(Path folder) {
        return Files.isRegularFile(folder.resolve(MARK));
    }
}
