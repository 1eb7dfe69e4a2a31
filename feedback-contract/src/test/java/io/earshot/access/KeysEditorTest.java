package io.earshot.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysEditorTest {

    @TempDir
    private Path folder;

    private Path file;
    private KeysEditor keys;

    @BeforeEach
    void open() {
        file = folder.resolve("new/keys.json");
        keys = new KeysEditor(file);
    }

    @Test
    void makesTheFileForItsOwnerAlone() throws IOException {
        assertThat(keys.list()).isEmpty();

        NewKey key = key("web");
        keys.add(List.of(key.known()));

        assertThat(keys.list()).containsExactly(key.known());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(new KeysFile(file).keys().decide(key.text(), null, Scope.SUBMIT))
                .isEqualTo(new Verdict.Granted(key.known()));
    }

    @Test
    void keepsPermissionsAndWhatItDoesNotKnow() throws IOException {
        write("""
                {"owner": "ops", "keys": [
                  {"name": "old", "hash": "%s", "store": "my-shop", "scopes": ["read"], "note": "ask Kim", "expires": null}]}
                """.formatted("a".repeat(64)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        keys.add(List.of(key("web").known()));
        keys.revoke("web");

        assertThat(file)
                .content()
                .containsIgnoringWhitespaces("\"owner\": \"ops\"", "\"note\": \"ask Kim\"", "\"expires\": null");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(keys.list()).map(AccessKey::name).containsExactly("old");
    }

    @Test
    void changesWhatALinkPointsTo() throws IOException {
        Path link = folder.resolve("link.json");
        write("{\"keys\": []}");
        Files.createSymbolicLink(link, file);

        new KeysEditor(link).add(List.of(key("web").known()));

        assertThat(link).isSymbolicLink();
        assertThat(keys.list()).hasSize(1);
    }

    @Test
    void revokesByName() {
        keys.add(List.of(key("a").known(), key("b").known(), key("c").known()));

        keys.revoke("b");

        assertThat(keys.list()).map(AccessKey::name).containsExactly("a", "c");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.revoke("b"))
                .withMessage("no key is named \"b\" (expected: one of [a, c])");
    }

    @Test
    void refusesNamesThatMeanSeveralKeys() throws IOException {
        keys.add(List.of(key("a").known()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.add(List.of(key("b").known(), key("a").known())))
                .withMessage("a key is named \"a\" already (expected: a name of its own)");
        assertThat(keys.list()).map(AccessKey::name).containsExactly("a");

        write("""
                {"keys": [{"name": "a", "hash": "%s", "store": "my-shop", "scopes": ["read"]},
                          {"name": "a", "hash": "%s", "store": "my-shop", "scopes": ["read"]}]}
                """.formatted("a".repeat(64), "b".repeat(64)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> keys.revoke("a"))
                .withMessageStartingWith("2 keys are named \"a\" (expected: one");
        assertThat(keys.list()).hasSize(2);
    }

    @Test
    void leavesAFileAloneThatItCanNotRead() throws IOException {
        for (String broken : List.of(
                "",
                "{\"keys\": [",
                "{\"keys\": {}}",
                "[]",
                "{\"keys\": []} and more",
                "{\"keys\": [], \"keys\": []}",
                "{\"keys\": [{\"name\": \"a\"}]}")) {
            write(broken);

            assertThatIllegalArgumentException()
                    .as(broken)
                    .isThrownBy(() -> keys.add(List.of(key("web").known())))
                    .withMessageStartingWith("keys file " + file + ": ");
            assertThat(file).hasContent(broken);
        }
    }

    @Test
    void tellsThatTheFileCanNotBeWritten() {
        KeysEditor none = new KeysEditor(folder);

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> none.add(List.of(key("web").known())));
    }

    @Test
    void losesNoKeyWhereSeveralAreAddedAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> additions = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                AccessKey key = key("key-" + i).known();
                additions.add(() -> {
                    new KeysEditor(file).add(List.of(key));
                    return null;
                });
            }
            for (Future<Void> addition : threads.invokeAll(additions)) {
                addition.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(keys.list()).hasSize(20);
        assertThat(file.getParent().toFile().list()).containsExactlyInAnyOrder("keys.json", "keys.json.lock");
    }

    private static NewKey key(String name) {
        return NewKey.make(name, "my-shop", Set.of(Scope.SUBMIT), List.of(), new SecureRandom());
    }

    private void write(String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
