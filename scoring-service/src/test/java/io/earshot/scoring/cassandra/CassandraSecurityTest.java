package io.earshot.scoring.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.earshot.scoring.cassandra.CassandraSecurity.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With TLS against a node: SecuredServersIT of deploy/local/launcher. */
class CassandraSecurityTest {

    @TempDir
    private Path folder;

    private Path empty;

    @BeforeEach
    void writeFile() throws Exception {
        empty = Files.writeString(folder.resolve("empty.pem"), "");
    }

    @Test
    void isNoneByDefault() {
        assertThatCode(() -> new CassandraSecurity(Tls.NONE, Path.of(""), Path.of(""), Path.of(""), "", ""))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesFilesWithoutTls() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CassandraSecurity(Tls.NONE, empty, null, null, "", ""))
                .withMessageStartingWith("EARSHOT_CASSANDRA_TLS: none, but with files for it (expected: verify-full");
    }

    @Test
    void refusesToTrustAnybodyWhateverTheirName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CassandraSecurity(Tls.VERIFY_CA, null, null, null, "", ""))
                .withMessageStartingWith("EARSHOT_CASSANDRA_CA: none (expected: ");
    }

    @Test
    void refusesACertificateWithoutAKeyAndAUserWithoutAPassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CassandraSecurity(Tls.VERIFY_FULL, null, empty, null, "", ""))
                .withMessageEndingWith("EARSHOT_CASSANDRA_KEY: null (expected: both or none)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CassandraSecurity(Tls.NONE, null, null, null, "earshot", ""))
                .withMessageStartingWith("EARSHOT_CASSANDRA_PASSWORD: none (expected: both");
    }

    @Test
    void namesAFileThatCannotBeUsedAtTheStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CassandraSecurity(Tls.VERIFY_FULL, empty, null, null, "", ""))
                .withMessage("EARSHOT_CASSANDRA_CA: " + empty + " (expected: a readable file of certificates in PEM)");
        Path missing = folder.resolve("missing.pem");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CassandraSecurity(Tls.VERIFY_FULL, null, empty, missing, "", ""))
                .withMessage(
                        "EARSHOT_CASSANDRA_KEY: " + missing + " (expected: a readable file of a private key in PEM)");
    }

    @Test
    void keepsThePasswordOutOfWhatIsLogged() {
        assertThat(new CassandraSecurity(Tls.NONE, null, null, null, "earshot", "hunter2").toString())
                .doesNotContain("hunter2");
    }
}
