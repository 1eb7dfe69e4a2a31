package io.earshot.alerts.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key and the certificate that its owner signed for itself.
 *
 * @param store both, as PKCS #12
 * @param certificate in PEM
 */
record Identity(Path store, Path certificate) {

    static final String PASSWORD = "changeit";

    /**
     * Makes one.
     *
     * @param names as a certificate says them, such as {@code ip:127.0.0.1}
     */
    static Identity of(String names, Path folder) throws Exception {
        Path store = folder.resolve("identity.p12");
        Path certificate = folder.resolve("certificate.pem");
        keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=mail", "-ext", "san=" + names, "-validity", "2");
        keytool(store, "-exportcert", "-rfc", "-file", certificate.toString());
        return new Identity(store, certificate);
    }

    private static void keytool(Path store, String... arguments) throws Exception {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = Stream.concat(
                        Stream.of(tool.toString()),
                        Stream.concat(
                                Stream.of(arguments),
                                Stream.of("-alias", "mail", "-keystore", store.toString(), "-storepass", PASSWORD)))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** What a server with this identity speaks TLS with. */
    SSLContext context() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
