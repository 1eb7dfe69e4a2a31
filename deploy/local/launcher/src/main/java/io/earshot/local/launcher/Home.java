package io.earshot.local.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder that keeps what the parts need and leave between two starts: {@code .earshot}. */
record Home(Path directory) {

    Home {
        directory = directory.toAbsolutePath().normalize();
    }

    Path data(String part) {
        return directory.resolve(part);
    }

    Path log(String part) {
        return directory.resolve(part + ".log");
    }

    /** Holds the process id of a part's Java process while it runs. */
    Path pid(String part) {
        return directory.resolve(part + ".pid");
    }

    Path lock() {
        return directory.resolve("up.lock");
    }

    /** Keys as the services read them: hashes only. */
    Path keysFile() {
        return directory.resolve("keys.json");
    }

    /** Keys as people use them. */
    Path keysEnvironment() {
        return directory.resolve("keys.env");
    }

    /** What the secrets of channels are encrypted with; nobody but the alerts service needs it. */
    Path secretKey() {
        return directory.resolve("secret.key");
    }

    /** What the sign-in cookie is sealed with; the services with pages need it. */
    Path sessionSecret() {
        return directory.resolve("session.secret");
    }

    /** Holds the moment to which the demo's times are relative. */
    Path demoStart() {
        return directory.resolve("demo.start");
    }

    /** The jar that a service runs from: a copy, so that a build can't pull it away from under the service. */
    Path jar(Service service) {
        return directory.resolve("lib").resolve(service.partName() + ".jar");
    }

    /** What no other process can have in its command line. */
    String mark(String part) {
        return "-Dearshot.part=" + directory.resolve(part);
    }

    /** How it is shown to someone who works in {@code workingDirectory}. */
    String shown(Path file, Path workingDirectory) {
        Path from = workingDirectory.toAbsolutePath().normalize();
        return file.startsWith(from) ? from.relativize(file).toString() : file.toString();
    }

    void create() {
        io(() -> Files.createDirectories(directory));
    }

    /** Removes data and keys, by name: whatever else somebody put into this folder stays, and links are not followed. */
    void clear(List<String> parts) {
        for (String part : parts) {
            remove(data(part));
        }
        Stream.of(keysFile(), keysEnvironment(), secretKey(), sessionSecret(), demoStart())
                .forEach(Home::remove);
    }

    /** Moves the log of the last start aside, so that this one begins with an empty one. */
    void rotateLog(String part) {
        if (Files.exists(log(part))) {
            io(() -> Files.move(log(part), directory.resolve(part + ".log.1"), StandardCopyOption.REPLACE_EXISTING));
        }
    }

    void writePid(String part, long pid) {
        io(() -> Files.writeString(pid(part), pid + "\n"));
    }

    void removePid(String part) {
        io(() -> Files.deleteIfExists(pid(part)));
    }

    private static void remove(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        io(() -> {
            try (Stream<Path> tree = Files.walk(path)) {
                for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
            return path;
        });
    }

    private static void io(FileWork work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface FileWork {
        Object run() throws IOException;
    }
}
