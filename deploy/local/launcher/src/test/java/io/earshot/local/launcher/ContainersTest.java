package io.earshot.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.access.AccessKey;
import io.earshot.access.KeysEditor;
import io.earshot.local.servers.ServerStartException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainersTest {

    private static final String ADDRESSES =
            "http://localhost:8080 http://localhost:8081 http://localhost:8082 http://localhost:8090";

    @TempDir
    Path folder;

    @BeforeEach
    void mountVolumes() throws IOException {
        for (String volume : List.of("keys", "secrets", "private")) {
            Files.createDirectory(folder.resolve(volume));
        }
    }

    @Test
    void makesKeysAndSecretsOnce() throws Exception {
        run(ADDRESSES, "make");
        List<AccessKey> keys = keys();
        String channels = secret("EARSHOT_ALERTS_SECRET_KEYS");
        String sessions = secret("EARSHOT_SESSION_SECRET");

        String again = run(ADDRESSES, "make");

        assertThat(keys).hasSize(5);
        assertThat(keys()).isEqualTo(keys);
        assertThat(secret("EARSHOT_ALERTS_SECRET_KEYS")).isEqualTo(channels).startsWith("local:");
        assertThat(secret("EARSHOT_SESSION_SECRET")).isEqualTo(sessions).hasSizeGreaterThan(32);
        assertThat(again).contains("are there");
    }

    @Test
    void showsKeysToAShellThatTheServicesKnow() throws Exception {
        String made = run(ADDRESSES, "make");

        String shown = run(ADDRESSES, "show");

        assertThat(shown).contains("EARSHOT_INGEST_KEY=sk_", "EARSHOT_SIGN_IN_KEY=sk_", "\nexport EARSHOT_SUBMIT_KEY ");
        assertThat(made).doesNotContain("sk_", "pk_");
        assertThat(keys())
                .allSatisfy(key -> assertThat(shown).contains(key.prefix()))
                .noneSatisfy(key -> assertThat(shown).contains(key.hash()));
    }

    @Test
    void letsTheSubmitKeyBeUsedFromThePagesAsTheyAreFoundNow() throws Exception {
        run(ADDRESSES, "make");

        run(ADDRESSES.replace("8090", "18090"), "make");

        assertThat(keys().stream()
                        .filter(key -> key.name().equals("local-submit"))
                        .findFirst()
                        .orElseThrow()
                        .origins())
                .contains("http://localhost:8080", "http://localhost:18090");
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> run(ADDRESSES, "start"))
                .isInstanceOf(ServerStartException.class)
                .hasMessage("start (expected: make, show, demo, or what deploy/keys knows)");
        assertThatThrownBy(() -> run("http://localhost:8080", "make"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: the addresses of ingest, scoring, alerts and the shop");
    }

    @Test
    void asksTheServicesByTheirNamesInTheNetworkOfTheContainers() {
        assertThat(Site.ofContainers().all())
                .containsExactly(
                        URI.create("http://ingest:8080"),
                        URI.create("http://scoring:8081"),
                        URI.create("http://alerts:8082"),
                        URI.create("http://demo:8090"));
    }

    private String run(String addresses, String... arguments) throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Screen screen = new Screen(new PrintStream(out, true, StandardCharsets.UTF_8));
        new Containers(folder, Map.of(Containers.ADDRESSES, addresses), screen, Clock.systemUTC()).run(arguments);
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<AccessKey> keys() {
        return new KeysEditor(folder.resolve("keys/keys.json")).list();
    }

    private String secret(String name) throws IOException {
        return Files.readString(folder.resolve("secrets").resolve(name)).strip();
    }
}
