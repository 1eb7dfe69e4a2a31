package io.earshot.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysFileTest {

    private static final String SERVER = "sk_server-of-the-demo-shop";
    private static final String BROWSER = "pk_browser-of-the-demo-shop";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = folder.resolve("keys.json");
        Files.writeString(file, keys(SERVER));
    }

    @Test
    void grantsAKnownKeyItsScopesInItsStore() {
        KeyRing keys = new KeysFile(file).keys();

        assertThat(keys.decide(SERVER, null, Scope.SUBMIT, Scope.INGEST))
                .isInstanceOfSatisfying(
                        Verdict.Granted.class,
                        granted -> assertThat(granted.key().store()).isEqualTo("demo-shop"));
        assertThat(keys.decide(SERVER, null, Scope.READ))
                .isEqualTo(new Verdict.Forbidden("the access key has the scope ingest (expected: read)"));
        assertThat(keys.decide("sk_guess", null, Scope.INGEST)).isInstanceOf(Verdict.Unknown.class);
        assertThat(keys.decide((String) null, null, Scope.INGEST)).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void bindsAPublishableKeyToItsOrigins() {
        KeyRing keys = new KeysFile(file).keys();

        assertThat(keys.decide(BROWSER, "https://shop.example", Scope.SUBMIT)).isInstanceOf(Verdict.Granted.class);
        assertThat(keys.decide(BROWSER, "https://evil.example", Scope.SUBMIT)).isInstanceOf(Verdict.Forbidden.class);
        assertThat(keys.decide(BROWSER, null, Scope.SUBMIT)).isInstanceOf(Verdict.Forbidden.class);
    }

    @Test
    void comparesOriginsAsBrowsersSendThem() throws IOException {
        Files.writeString(file, keys(SERVER).replace("https://shop.example", "HTTPS://Shop.example:443/"));
        KeyRing keys = new KeysFile(file).keys();

        assertThat(keys.decide(BROWSER, "https://shop.example", Scope.SUBMIT)).isInstanceOf(Verdict.Granted.class);
        assertThat(keys.lists("https://shop.example")).isTrue();
        for (String other : new String[] {
            "null", "http://shop.example", "https://shop.example:8443", "https://shop.example.evil.example"
        }) {
            assertThat(keys.decide(BROWSER, other, Scope.SUBMIT)).isInstanceOf(Verdict.Forbidden.class);
            assertThat(keys.lists(other)).isFalse();
        }
    }

    @Test
    void refusesAnOriginThatNoBrowserSends() throws IOException {
        Files.writeString(file, keys(SERVER).replace("https://shop.example", "shop.example"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeysFile(file))
                .withMessageContaining("key \"browser\": origin \"shop.example\" (expected: scheme://host");
    }

    @Test
    void takesNoSingleOriginForAnEmptyList() throws IOException {
        Files.writeString(file, keys(SERVER).replace("[\"https://shop.example\"]", "\"https://shop.example\""));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeysFile(file))
                .withMessageEndingWith("origins \"https://shop.example\" (expected: a list of texts)");
    }

    @Test
    void knowsNewKeysAndForgetsRevokedOnesAfterAChange() throws IOException {
        KeysFile keysFile = new KeysFile(file);

        Files.writeString(file, keys("sk_another"));
        keysFile.refresh();

        assertThat(keysFile.keys().decide("sk_another", null, Scope.INGEST)).isInstanceOf(Verdict.Granted.class);
        assertThat(keysFile.keys().decide(SERVER, null, Scope.INGEST)).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void keepsWhatItKnowsWhenTheFileIsBrokenOrGone() throws IOException {
        KeysFile keysFile = new KeysFile(file);

        Files.writeString(file, "{\"keys\": [");
        keysFile.refresh();
        assertThat(keysFile.keys().decide(SERVER, null, Scope.INGEST)).isInstanceOf(Verdict.Granted.class);

        Files.delete(file);
        keysFile.refresh();
        assertThat(keysFile.keys().decide(SERVER, null, Scope.INGEST)).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void refusesAFileThatCanNotBeMeantAtTheStart() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeysFile(folder.resolve("none.json")))
                .withMessageContaining("none.json");

        Files.writeString(file, keys(SERVER).replace("\"ingest\"", "\"ingst\""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeysFile(file))
                .withMessageEndingWith("scope \"ingst\" (expected: submit, ingest, read or support)");

        Files.writeString(file, keys(SERVER).replace(KeyRing.hash(SERVER), SERVER));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeysFile(file))
                .withMessageContaining("(expected: 64 lower-case hex digits)");
    }

    private static String keys(String serverKey) {
        return """
                {"keys": [
                  {"name": "server", "hash": "%s", "store": "demo-shop", "scopes": ["ingest"]},
                  {"name": "browser", "hash": "%s", "store": "demo-shop", "scopes": ["submit"], "origins": ["https://shop.example"]}
                ]}""".formatted(KeyRing.hash(serverKey), KeyRing.hash(BROWSER));
    }
}
