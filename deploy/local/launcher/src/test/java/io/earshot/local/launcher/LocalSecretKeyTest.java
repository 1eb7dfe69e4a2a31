package io.earshot.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSecretKeyTest {

    @TempDir
    Path folder;

    @Test
    void staysTheSameOverStartsAndIsNobodyElsesToRead() throws IOException {
        Home home = new Home(folder);

        String made = LocalSecretKey.of(home, new SecureRandom());

        assertThat(made).startsWith("local:").isEqualTo(LocalSecretKey.of(home, new SecureRandom()));
        assertThat(Base64.getDecoder().decode(made.substring("local:".length())))
                .hasSize(32);
        assertThat(Files.getPosixFilePermissions(home.secretKey()))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }
}
