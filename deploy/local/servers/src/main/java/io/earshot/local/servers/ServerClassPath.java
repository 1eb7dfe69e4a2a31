package io.earshot.local.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The class path of a server, as the build of {@code deploy/local/<server>} wrote it down. */
final class ServerClassPath {

    private ServerClassPath() {}

    /** @throws ServerStartException if it was not built, or names a jar that has gone since */
    static String of(String server, Path root) {
        Path module = root.resolve(Path.of("deploy", "local", server));
        Path file = module.resolve(Path.of("target", "classpath"));
        String build = "; build it: mvn -pl deploy/local/" + server + " validate";
        if (!Files.isRegularFile(file)) {
            throw new ServerStartException(
                    "The class path of the local " + server + " is not built (" + file + ")" + build);
        }
        String classPath = read(file);
        Arrays.stream(classPath.split(File.pathSeparator))
                .filter(jar -> !Files.exists(Path.of(jar)))
                .findFirst()
                .ifPresent(jar -> {
                    throw new ServerStartException(
                            "The local " + server + " needs " + jar + ", which is not there" + build);
                });
        return classPath;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
