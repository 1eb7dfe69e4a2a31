package io.earshot.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.earshot.access.KeyRing;
import io.earshot.access.KeysEditor;
import io.earshot.access.KeysFile;
import io.earshot.access.NewKey;
import io.earshot.access.Scope;
import io.earshot.access.Verdict;
import io.earshot.local.servers.ServerStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeysTest {

    private static final String ORIGIN = "http://localhost:8080";

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void openHome() {
        home = new Home(folder);
    }

    @Test
    void areUnderstoodByTheServices() {
        LocalKeys keys = make();
        KeyRing ring = new KeysFile(home.keysFile()).keys();

        assertThat(ring.decide(keys.submit(), ORIGIN, Scope.SUBMIT)).isInstanceOf(Verdict.Granted.class);
        assertThat(ring.decide(keys.submit(), null, Scope.SUBMIT)).isInstanceOf(Verdict.Forbidden.class);
        assertThat(ring.decide(keys.ingest(), null, Scope.INGEST)).isInstanceOf(Verdict.Granted.class);
        assertThat(ring.decide(keys.read(), null, Scope.READ)).isInstanceOf(Verdict.Granted.class);
        assertThat(ring.decide(keys.support(), null, Scope.SUPPORT)).isInstanceOf(Verdict.Granted.class);
        assertThat(ring.decide(keys.read(), null, Scope.SUPPORT)).isInstanceOf(Verdict.Forbidden.class);
        assertThat(ring.decide(keys.signIn(), null, Scope.READ)).isInstanceOf(Verdict.Granted.class);
        assertThat(ring.decide(keys.signIn(), null, Scope.SUPPORT)).isInstanceOf(Verdict.Granted.class);
        assertThat(ring.decide(keys.signIn(), null, Scope.INGEST)).isInstanceOf(Verdict.Forbidden.class);
        assertThat(ring.keys()).allMatch(key -> key.store().equals("demo-shop"));
    }

    @Test
    void stayTheSameOverStarts() {
        assertThat(make()).isEqualTo(make());
    }

    @Test
    void followThePagesToOtherPorts() {
        LocalKeys keys = make();

        assertThat(LocalKeys.of(home, List.of("http://localhost:8180"), new SecureRandom()))
                .isEqualTo(keys);

        KeyRing ring = new KeysFile(home.keysFile()).keys();
        assertThat(ring.decide(keys.submit(), "http://localhost:8180", Scope.SUBMIT))
                .isInstanceOf(Verdict.Granted.class);
        assertThat(ring.decide(keys.submit(), ORIGIN, Scope.SUBMIT)).isInstanceOf(Verdict.Forbidden.class);
        assertThat(ring.keys()).hasSize(5);
    }

    @Test
    void sayWhatTheyAreForAndCantBeGuessed() {
        LocalKeys keys = make();

        assertThat(keys.submit()).matches("pk_[A-Za-z0-9_-]{32}");
        assertThat(List.of(keys.ingest(), keys.read(), keys.support(), keys.signIn()))
                .allMatch(key -> key.matches("sk_[A-Za-z0-9_-]{32}"))
                .doesNotHaveDuplicates();
    }

    @Test
    void canBeSourcedByAShell() throws Exception {
        LocalKeys keys = make();

        Process shell = new ProcessBuilder("/bin/sh", "-c", ". '" + home.keysEnvironment() + "' && env").start();

        assertThat(new String(shell.getInputStream().readAllBytes()).lines())
                .contains(
                        "EARSHOT_SUBMIT_KEY=" + keys.submit(),
                        "EARSHOT_INGEST_KEY=" + keys.ingest(),
                        "EARSHOT_READ_KEY=" + keys.read(),
                        "EARSHOT_SUPPORT_KEY=" + keys.support(),
                        "EARSHOT_SIGN_IN_KEY=" + keys.signIn());
    }

    @Test
    void areForTheirOwnerAlone() throws IOException {
        make();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.keysEnvironment())))
                .isEqualTo("rw-------");
    }

    @Test
    void areNotMadeAgainWhereHalfOfThemIsLost() throws IOException {
        make();
        Files.delete(home.keysEnvironment());

        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(this::make)
                .withMessageStartingWith(home.keysEnvironment() + " is missing but " + home.keysFile() + " is there");
    }

    @Test
    void joinKeysThatWereMadeBeforeTheFirstStart() {
        NewKey earlier = NewKey.make("web", "my-shop", Set.of(Scope.SUBMIT), List.of(), new SecureRandom());
        new KeysEditor(home.keysFile()).add(List.of(earlier.known()));

        LocalKeys keys = make();

        KeyRing ring = new KeysFile(home.keysFile()).keys();
        assertThat(ring.decide(earlier.text(), null, Scope.SUBMIT)).isInstanceOf(Verdict.Granted.class);
        assertThat(ring.decide(keys.ingest(), null, Scope.INGEST)).isInstanceOf(Verdict.Granted.class);
    }

    @Test
    void areNotShownByAccident() {
        assertThat(make()).hasToString("keys of demo-shop");
    }

    private LocalKeys make() {
        return LocalKeys.of(home, List.of(ORIGIN), new SecureRandom());
    }
}
