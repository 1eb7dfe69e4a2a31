package io.earshot.keytool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.local.servers.RepositoryRoot;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real script in a made-up repository, with programs in the place of Maven and Java that only tell they were called. */
class KeysScriptTest {

    private static final Instant LATER = Instant.now().plusSeconds(60);

    @TempDir
    private Path folder;

    private Path root;

    @BeforeEach
    void makeRepository() throws IOException {
        root = folder.toRealPath().resolve("a repository");
        Files.createDirectories(root.resolve("deploy"));
        Files.copy(RepositoryRoot.find().resolve("deploy/keys"), root.resolve("deploy/keys"));
        for (String module : List.of("feedback-contract", "deploy/key-tool")) {
            file(module + "/pom.xml", "");
            file(module + "/src/main/java/Main.java", "");
        }
        file("pom.xml", "");
        executable(
                "bin/mvn",
                "pwd >> '" + root
                        + "/mvn.called'; mkdir -p deploy/key-tool/target/lib; touch deploy/key-tool/target/key-tool.jar;"
                        + " exit ${MAVEN_STATUS:-0}");
        executable(
                "jdk/bin/java",
                "case $1 in -XshowSettings*) echo \"  java.specification.version = ${JAVA_VERSION:-17}\" >&2;; "
                        + "*) echo \"$@\" > '" + root + "/java.called';; esac");
    }

    @Test
    void buildsTheToolOnceAndAgainAfterAChange() throws Exception {
        keys(Map.of(), "list");
        keys(Map.of(), "list");
        assertThat(root.resolve("mvn.called")).content().hasLineCount(1);

        Files.setLastModifiedTime(root.resolve("feedback-contract/src/main/java/Main.java"), FileTime.from(LATER));
        keys(Map.of(), "list");
        assertThat(root.resolve("mvn.called")).content().hasLineCount(2);
    }

    @Test
    void handsOnTheArgumentsAndTheFile() throws Exception {
        keys(Map.of(), "revoke", "web", "--file", "x.json");
        assertThat(root.resolve("java.called"))
                .content()
                .contains("-Dearshot.keys.file=" + root + "/.earshot/keys.json ")
                .endsWith("io.earshot.keytool.Main revoke web --file x.json\n");

        keys(Map.of("EARSHOT_KEYS_FILE", "other.json"), "list");
        assertThat(root.resolve("java.called")).content().contains("-Dearshot.keys.file=other.json ");
    }

    @Test
    void saysWhatItIsForWithoutABuild() throws Exception {
        assertThat(keys(Map.of(), "--help")).isEqualTo(new Outcome(0, ""));
        Outcome nothing = keys(Map.of());

        assertThat(nothing.status()).isEqualTo(2);
        assertThat(nothing.errors()).startsWith("Usage: deploy/keys add --name NAME");
        assertThat(root.resolve("mvn.called")).doesNotExist();
    }

    @Test
    void saysWhyItCanNotRun() throws Exception {
        assertThat(keys(Map.of("MAVEN_STATUS", "1"), "list").errors())
                .endsWith("deploy/keys: The build failed, see " + root + "/deploy/key-tool/target/build.log\n");
        assertThat(keys(Map.of("JAVA_VERSION", "11"), "list").errors())
                .hasLineCount(1)
                .contains("is Java 11: Java 17 or newer is needed");
    }

    private Outcome keys(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(root.resolve("deploy/keys").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("EARSHOT_"));
        builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        builder.environment()
                .merge("PATH", root.resolve("bin").toString(), (path, first) -> first + File.pathSeparator + path);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), errors);
    }

    private void file(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void executable(String name, String script) throws IOException {
        file(name, "#!/bin/sh\n" + script + "\n");
        assertThat(root.resolve(name).toFile().setExecutable(true)).isTrue();
    }

    private record Outcome(int status, String errors) {}
}
