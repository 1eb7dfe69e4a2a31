package io.earshot.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** Finds a JDK that Cassandra 5.0 runs on. It knows 11 and 17 only, newer ones refuse what it does. */
public final class JdkFinder {

    static final String VARIABLE = "EARSHOT_CASSANDRA_JAVA_HOME";
    private static final Set<Integer> FIT = Set.of(11, 17);

    private final Path running;
    private final Map<String, String> environment;
    private final List<Path> folders;

    JdkFinder(Path running, Map<String, String> environment, List<Path> folders) {
        this.running = running;
        this.environment = environment;
        this.folders = folders;
    }

    /** Looks where JDKs usually are on this machine. */
    public JdkFinder() {
        this(
                Path.of(System.getProperty("java.home")),
                System.getenv(),
                usualFolders(Path.of(System.getProperty("user.home"))));
    }

    /**
     * The home of a JDK 11 or 17: {@code EARSHOT_CASSANDRA_JAVA_HOME} if set, else the running one if it fits, else
     * {@code JAVA17_HOME}, {@code JAVA_HOME_17_X64}, {@code JAVA11_HOME}, {@code JAVA_HOME}, else one of those installed.
     *
     * @throws ServerStartException if there is none, saying how to get one
     */
    public Path forCassandra() {
        String chosen = environment.get(VARIABLE);
        if (chosen != null) {
            return Optional.of(Path.of(chosen))
                    .filter(JdkFinder::fits)
                    .orElseThrow(() -> new ServerStartException(
                            VARIABLE + ": " + chosen + " (expected: the home of a JDK 11 or 17)"));
        }
        return candidates()
                .filter(JdkFinder::fits)
                .findFirst()
                .orElseThrow(() ->
                        new ServerStartException("Cassandra needs a JDK 17 or 11, and there is none here (this one is "
                                + Runtime.version().feature()
                                + "): install one, such as openjdk-17-jre-headless or Temurin 17, or point " + VARIABLE
                                + " at its home"));
    }

    /** The program that starts a JVM of this home. */
    static String java(Path home) {
        return home.resolve(Path.of("bin", "java")).toString();
    }

    private Stream<Path> candidates() {
        Stream<Path> named = Stream.of("JAVA17_HOME", "JAVA_HOME_17_X64", "JAVA11_HOME", "JAVA_HOME")
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .map(Path::of);
        Stream<Path> installed = folders.stream().flatMap(JdkFinder::homesIn);
        return Stream.of(Stream.of(running), named, installed).flatMap(homes -> homes);
    }

    private static List<Path> usualFolders(Path userHome) {
        return List.of(
                Path.of("/usr/lib/jvm"),
                Path.of("/usr/java"),
                Path.of("/opt/java"),
                Path.of("/Library/Java/JavaVirtualMachines"),
                userHome.resolve(Path.of("Library", "Java", "JavaVirtualMachines")),
                userHome.resolve(Path.of(".sdkman", "candidates", "java")),
                userHome.resolve(".jdks"));
    }

    private static Stream<Path> homesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            List<Path> homes = new ArrayList<>();
            children.sorted()
                    .forEach(child -> homes.addAll(List.of(child, child.resolve(Path.of("Contents", "Home")))));
            return homes.stream();
        } catch (IOException e) {
            return Stream.of();
        }
    }

    private static boolean fits(Path home) {
        return Files.isExecutable(Path.of(java(home)))
                && version(home).filter(FIT::contains).isPresent();
    }

    /** From the file that every JDK carries, which is quicker than starting it. */
    private static Optional<Integer> version(Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(release)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
        return version.isEmpty()
                ? Optional.empty()
                : Optional.of(Runtime.Version.parse(version).feature());
    }
}
