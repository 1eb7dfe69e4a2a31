package io.earshot.keytool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.access.AccessKey;
import io.earshot.access.KeysEditor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in processes of its own, as the script starts it. */
class MainTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("keys.json");
    }

    @Test
    void losesNoKeyWhereSeveralAreAddedAtOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(start("add", "--name", "key-" + i, "--store", "my-shop", "--scopes", "read"));
        }

        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(new KeysEditor(file).list())
                .map(AccessKey::name)
                .containsExactlyInAnyOrder("key-0", "key-1", "key-2", "key-3");
    }

    @Test
    void printsTheKeyAlone() throws Exception {
        Process process = start("add", "--name", "web", "--store", "my-shop", "--scopes", "submit");

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).matches("pk_[A-Za-z0-9_-]{32}\n");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void saysInOneLineWhatIsWrong() throws Exception {
        Files.writeString(file, "{\"keys\": [");

        Process broken = start("add", "--name", "web", "--store", "my-shop", "--scopes", "submit");
        assertThat(errors(broken)).hasLineCount(1).startsWith("deploy/keys: keys file " + file + ": not JSON");
        assertThat(broken.waitFor()).isEqualTo(1);
        assertThat(file).hasContent("{\"keys\": [");

        Process misspelt = start("lst");
        assertThat(errors(misspelt))
                .isEqualTo("deploy/keys: command \"lst\" (expected: add, list or revoke); see deploy/keys --help\n");
        assertThat(misspelt.waitFor()).isEqualTo(2);
    }

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), UTF_8);
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-D" + Main.FILE + "=" + file,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }
}
