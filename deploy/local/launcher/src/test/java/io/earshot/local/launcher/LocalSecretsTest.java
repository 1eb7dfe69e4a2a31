package io.earshot.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSecretsTest {

    @TempDir
    Path folder;

    @Test
    void stayTheSameOverStartsAndAreNobodyElsesToRead() throws IOException {
        Home home = new Home(folder);

        LocalSecrets made = LocalSecrets.of(home, new SecureRandom());

        assertThat(made).isEqualTo(LocalSecrets.of(home, new SecureRandom())).hasToString("secrets of this folder");
        assertThat(made.channels()).startsWith("local:");
        assertThat(made.sessions()).isNotEqualTo(made.channels().substring("local:".length()));
        for (String secret : List.of(made.channels().substring("local:".length()), made.sessions())) {
            assertThat(Base64.getDecoder().decode(secret)).hasSize(32);
        }
        for (Path file : List.of(home.secretKey(), home.sessionSecret())) {
            assertThat(Files.getPosixFilePermissions(file))
                    .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        }
    }
}
