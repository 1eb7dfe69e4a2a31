package io.earshot.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.local.servers.RepositoryRoot;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script in a made-up repository, with programs in the place of Maven and Java that only tell they were called. */
class UpScriptTest {

    private static final Instant SOURCES = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant JARS = Instant.parse("2026-01-01T11:00:00Z");
    private static final Instant LATER = Instant.parse("2026-01-01T12:00:00Z");
    private static final List<String> SERVICES = List.of("ingest-service", "scoring-service", "alerts-service");

    @TempDir
    Path folder;

    private Path root;

    @BeforeEach
    void makeRepository() throws IOException {
        root = folder.toRealPath().resolve("a repository");
        Path script = file("deploy/local/up", SOURCES);
        Files.copy(RepositoryRoot.find().resolve("deploy/local/up"), script, StandardCopyOption.REPLACE_EXISTING);
        executable("bin/mvn", "echo \"$@\" >> '" + root + "/mvn.called'; exit ${MAVEN_STATUS:-0}");
        executable(
                "jdk/bin/java",
                "case $1 in -XshowSettings*) echo \"  java.specification.version = ${JAVA_VERSION:-17}\" >&2;; "
                        + "*) echo \"$@\" > '" + root + "/java.called';; esac");
        for (String module : List.of(".", "feedback-contract", "deploy/local", "deploy/local/servers")) {
            file(module + "/pom.xml", SOURCES);
        }
        for (String server : List.of("kafka", "cassandra")) {
            file("deploy/local/" + server + "/pom.xml", SOURCES);
            file("deploy/local/" + server + "/target/classpath", JARS);
        }
        file("deploy/local/launcher/pom.xml", SOURCES);
        file("deploy/local/launcher/target/local-launcher.jar", JARS);
        file("deploy/local/launcher/target/lib/local-servers.jar", JARS);
        for (String service : SERVICES) {
            file(service + "/pom.xml", SOURCES);
            file(service + "/src/main/java/Main.java", SOURCES);
            file(service + "/target/" + service + ".jar", JARS);
        }
        backdateFolders();
    }

    @Test
    void startsTheLauncherFromCopiesWhereAllIsBuilt() throws Exception {
        Outcome outcome = up(Map.of(), "--demo");

        assertThat(outcome).isEqualTo(new Outcome(0, ""));
        assertThat(root.resolve("mvn.called")).doesNotExist();
        assertThat(root.resolve("java.called"))
                .content()
                .contains("-Dearshot.directory=" + root.resolve(".earshot"), "io.earshot.local.launcher.Main --demo");
        assertThat(root.resolve(".earshot/lib/scoring-service.jar")).exists();
        assertThat(root.resolve(".earshot/lib/launcher/local-servers.jar")).exists();
    }

    @Test
    void buildsWhatIsMissing() throws Exception {
        Files.delete(root.resolve("alerts-service/target/alerts-service.jar"));

        up(Map.of());

        assertThat(root.resolve("mvn.called")).content().contains("-DskipTests package -pl ingest-service,");
    }

    @Test
    void buildsWhereASourceIsNewer() throws Exception {
        file("scoring-service/src/main/java/Main.java", LATER);

        assertThat(wasBuiltBy(up(Map.of()))).isTrue();
    }

    @Test
    void buildsWhereASharedPomIsNewer() throws Exception {
        file("feedback-contract/pom.xml", LATER);

        assertThat(wasBuiltBy(up(Map.of()))).isTrue();
    }

    @Test
    void buildsWhereASourceWasRemoved() throws Exception {
        Files.delete(root.resolve("ingest-service/src/main/java/Main.java"));

        assertThat(wasBuiltBy(up(Map.of()))).isTrue();
    }

    @Test
    void doesNotBuildForTests() throws Exception {
        file("ingest-service/src/test/java/MainTest.java", LATER);

        assertThat(wasBuiltBy(up(Map.of()))).isFalse();
    }

    @Test
    void buildsOnceForAChangeThatChangesNoJar() throws Exception {
        file("scoring-service/src/main/java/Main.java", LATER);
        up(Map.of());
        Files.delete(root.resolve("mvn.called"));

        assertThat(wasBuiltBy(up(Map.of()))).isFalse();
    }

    @Test
    void saysInOneLineThatTheBuildFailed() throws Exception {
        Files.delete(root.resolve("alerts-service/target/alerts-service.jar"));

        assertThat(up(Map.of("MAVEN_STATUS", "1")))
                .isEqualTo(new Outcome(
                        1, "deploy/local/up: The build failed, see " + root.resolve(".earshot/build.log") + "\n"));
    }

    @Test
    void saysInOneLineThatJavaIsTooOld() throws Exception {
        Outcome outcome = up(Map.of("JAVA_VERSION", "11"));

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.errors()).hasLineCount(1).contains("is Java 11: Java 17 or newer is needed");
    }

    private Outcome up(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(root.resolve("deploy/local/up").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("EARSHOT_LOCAL_DIRECTORY");
        builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        builder.environment()
                .merge("PATH", root.resolve("bin").toString(), (path, first) -> first + File.pathSeparator + path);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), errors);
    }

    private boolean wasBuiltBy(Outcome outcome) {
        assertThat(outcome).isEqualTo(new Outcome(0, ""));
        return Files.exists(root.resolve("mvn.called"));
    }

    private Path file(String name, Instant modified) throws IOException {
        Path file = root.resolve(name).normalize();
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(modified));
        return file;
    }

    private void executable(String name, String script) throws IOException {
        Path file = file(name, SOURCES);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void backdateFolders() throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path folder : tree.filter(Files::isDirectory).toList()) {
                Files.setLastModifiedTime(folder, FileTime.from(SOURCES));
            }
        }
    }

    private record Outcome(int status, String errors) {}
}
