package io.earshot.local.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;

/** The key with which the alerts service encrypts the secrets of channels: made at the first start, kept beside the data that need it. */
final class LocalSecretKey {

    private static final int BYTES = 32;

    private LocalSecretKey() {}

    /** The setting {@code EARSHOT_ALERTS_SECRET_KEYS} of this folder. */
    static String of(Home home, SecureRandom random) {
        if (!Files.exists(home.secretKey())) {
            byte[] key = new byte[BYTES];
            random.nextBytes(key);
            LocalKeys.writePrivately(
                    home.secretKey(), "local:" + Base64.getEncoder().encodeToString(key) + "\n");
        }
        try {
            return Files.readString(home.secretKey()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
