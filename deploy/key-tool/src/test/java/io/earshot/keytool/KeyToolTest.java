package io.earshot.keytool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.earshot.access.KeysFile;
import io.earshot.access.Scope;
import io.earshot.access.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyToolTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream remarks = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("keys.json");
    }

    @Test
    void makesAPublishableKeyThatServicesKnow() throws Exception {
        run(
                "add",
                "--name",
                "storefront",
                "--store",
                "my-shop",
                "--scopes",
                "submit",
                "--origins",
                "https://Shop.example/");

        String key = out.toString(UTF_8).strip();
        assertThat(key).matches("pk_[A-Za-z0-9_-]{32}");
        assertThat(new KeysFile(file).keys().decide(key, "https://shop.example", Scope.SUBMIT))
                .isInstanceOfSatisfying(Verdict.Granted.class, granted -> {
                    assertThat(granted.key().name()).isEqualTo("storefront");
                    assertThat(granted.key().store()).isEqualTo("my-shop");
                    assertThat(granted.key().prefix()).isEqualTo(key.substring(0, 8));
                });
        assertThat(file).content().doesNotContain(key);
        assertThat(remarks.toString(UTF_8)).hasLineCount(1).doesNotContain(key);
    }

    @Test
    void makesASecretKeyOfSeveralScopes() {
        run("add", "--name", "server", "--store", "my-shop", "--scopes", "submit,ingest");

        String key = out.toString(UTF_8).strip();
        assertThat(key).matches("sk_[A-Za-z0-9_-]{32}");
        assertThat(new KeysFile(file).keys().decide(key, null, Scope.INGEST)).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void saysThatAnyPageCanUseAKeyWithoutOrigins() {
        run("add", "--name", "open", "--store", "my-shop", "--scopes", "submit");

        assertThat(remarks.toString(UTF_8)).contains("Any page can use it");
    }

    @Test
    void listsTheKeysWithoutTheirHashes() throws Exception {
        Files.writeString(file, """
                {"keys": [
                  {"name": "by hand", "hash": "%s", "store": "my-shop", "scopes": ["support", "read"]},
                  {"name": "web", "hash": "%s", "store": "b", "scopes": ["submit"],
                   "origins": ["https://shop.example", "https://www.shop.example"], "prefix": "pk_AbCdE"}]}
                """.formatted("a".repeat(64), "b".repeat(64)));

        run("list");

        assertThat(out.toString(UTF_8)).isEqualTo("""
                NAME     STORE    SCOPES        ORIGINS                                        PREFIX
                by hand  my-shop  read,support  -                                              -
                web      b        submit        https://shop.example,https://www.shop.example  pk_AbCdE
                """);
    }

    @Test
    void revokesAKey() {
        run("add", "--name", "gone", "--store", "my-shop", "--scopes", "read");
        run("revoke", "gone");
        String key = out.toString(UTF_8).strip();

        assertThat(new KeysFile(file).keys().decide(key, null, Scope.READ)).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void refusesAKeyThatCanNotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run("add", "--name", "x", "--store", "my shop", "--scopes", "read"))
                .withMessageContaining("store \"my shop\" (expected: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run("add", "--name", " ", "--store", "my-shop", "--scopes", "read"))
                .withMessageContaining("name \" \" (expected: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        run("add", "--name", "x", "--store", "b", "--scopes", "submit", "--origins", "shop.example"))
                .withMessageContaining("origin \"shop.example\" (expected: ");
        assertThat(file).doesNotExist();
    }

    private void run(String... arguments) {
        new KeyTool(new PrintStream(out, true, UTF_8), new PrintStream(remarks, true, UTF_8), new SecureRandom())
                .run(Arguments.parse(file, arguments));
    }
}
