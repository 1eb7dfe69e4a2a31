package io.earshot.alerts.mail;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.springframework.boot.ssl.pem.PemContent;

/** The certificates that a mail server of the house is known by, where the ones that Java trusts don't do. */
final class TrustedCertificates {

    private TrustedCertificates() {}

    /**
     * Connections to servers whose certificate is one of these, or signed by one of these, and no others.
     *
     * @param file certificates in PEM
     * @throws IllegalArgumentException if there are none in it
     */
    static SSLSocketFactory of(Path file) {
        try {
            List<X509Certificate> certificates = PemContent.load(file).getCertificates();
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry(String.valueOf(i), certificates.get(i));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException | IllegalStateException e) {
            throw new IllegalArgumentException("trust: " + file + " (expected: a file of certificates in PEM)", e);
        }
    }
}
