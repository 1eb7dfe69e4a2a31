package io.earshot.local.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What the services must have in common and nobody else may know: made at the first start, kept beside the data that need it.
 *
 * @param channels with what the secrets of channels are encrypted: {@code EARSHOT_ALERTS_SECRET_KEYS}
 * @param sessions with what the sign-in cookie is sealed: {@code EARSHOT_SESSION_SECRET}; the same over starts, so that who is signed in stays so
 */
record LocalSecrets(String channels, String sessions) {

    private static final int BYTES = 32;

    /** The secrets of this folder, made where there are none: by one of the threads that start services, for all. */
    static LocalSecrets of(Home home, SecureRandom random) {
        return of(home.secretKey(), home.sessionSecret(), random);
    }

    /** The secrets of these files. */
    static synchronized LocalSecrets of(Path channels, Path sessions, SecureRandom random) {
        return new LocalSecrets(secret(channels, "local:", random), secret(sessions, "", random));
    }

    private static String secret(Path file, String prefix, SecureRandom random) {
        if (!Files.exists(file)) {
            byte[] secret = new byte[BYTES];
            random.nextBytes(secret);
            LocalKeys.writePrivately(file, prefix + Base64.getEncoder().encodeToString(secret) + "\n");
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Secrets must not come into a log by accident. */
    @Override
    public String toString() {
        return "secrets of this folder";
    }
}
