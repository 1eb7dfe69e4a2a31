package io.earshot.local.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate of two days for this machine and its private key, made when a test needs them, in the forms that servers and services read. It is
 * signed by nobody else, so who is to trust it gets it itself.
 *
 * @param store both, PKCS #12
 * @param certificate PEM
 * @param key PEM
 */
record Identity(Path store, Path certificate, Path key) {

    static final String STORE_PASSWORD = "of-this-test";
    private static final String ALIAS = "it";

    /** Makes one in files of this name. */
    static Identity make(Path folder, String name) throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        STORE_PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            made.load(in, STORE_PASSWORD.toCharArray());
        }
        return new Identity(
                store,
                pem(
                        folder.resolve(name + ".pem"),
                        "CERTIFICATE",
                        made.getCertificate(ALIAS).getEncoded()),
                pem(
                        folder.resolve(name + ".key"),
                        "PRIVATE KEY",
                        made.getKey(ALIAS, STORE_PASSWORD.toCharArray()).getEncoded()));
    }

    private static Path pem(Path file, String what, byte[] encoded) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                        .formatted(what, Base64.getMimeEncoder().encodeToString(encoded)));
    }

    /** A store with the certificate alone, for who is to trust it. */
    Path trust() throws IOException, GeneralSecurityException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            own.load(in, STORE_PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, own.getCertificate(ALIAS));
        Path file = store.resolveSibling("trust-" + store.getFileName());
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, STORE_PASSWORD.toCharArray());
        }
        return file;
    }
}
