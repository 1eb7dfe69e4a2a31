package io.earshot.scoring.cassandra;

import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;

/**
 * How Cassandra's nodes are known, and who the service is to them. Files are read at the start.
 *
 * @param tls whether connections are encrypted, and what is demanded of a node's certificate
 * @param ca a file of certificates in PEM that a node's must be among or signed by; null: those that Java trusts
 * @param certificate a file with the service's own and what it is signed by, in PEM, for nodes that demand one; null: none
 * @param key a file with the private key to it, in PEM and not encrypted
 * @param user empty: nobody signs in
 * @param password of that user
 */
@ConfigurationProperties("earshot.cassandra")
public record CassandraSecurity(
        @DefaultValue("none") Tls tls,
        @Nullable Path ca,
        @Nullable Path certificate,
        @Nullable Path key,
        @DefaultValue("") String user,
        @DefaultValue("") String password) {

    /** What is demanded of a node. */
    public enum Tls {
        /** Nothing: connections are not encrypted. */
        NONE,
        /** A trusted certificate, of whatever node: for clusters whose addresses come and go. */
        VERIFY_CA,
        /** A trusted certificate that names the address at which the node is asked. */
        VERIFY_FULL
    }

    public CassandraSecurity {
        ca = set(ca);
        certificate = set(certificate);
        key = set(key);
        if (tls == Tls.NONE && Stream.of(ca, certificate, key).anyMatch(file -> file != null)) {
            throw new IllegalArgumentException(
                    "EARSHOT_CASSANDRA_TLS: none, but with files for it (expected: verify-full or verify-ca with"
                            + " EARSHOT_CASSANDRA_CA, EARSHOT_CASSANDRA_CERTIFICATE or EARSHOT_CASSANDRA_KEY)");
        }
        if (tls == Tls.VERIFY_CA && ca == null) {
            throw new IllegalArgumentException("EARSHOT_CASSANDRA_CA: none (expected: a file of certificates with"
                    + " EARSHOT_CASSANDRA_TLS=verify-ca, which else trusts anybody's)");
        }
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("EARSHOT_CASSANDRA_CERTIFICATE: " + certificate
                    + ", EARSHOT_CASSANDRA_KEY: " + key + " (expected: both or none)");
        }
        if (user.isEmpty() != password.isEmpty()) {
            throw new IllegalArgumentException("EARSHOT_CASSANDRA_" + (user.isEmpty() ? "USER" : "PASSWORD")
                    + ": none (expected: both EARSHOT_CASSANDRA_USER and EARSHOT_CASSANDRA_PASSWORD, or none)");
        }
        // told at the start
        context(ca, certificate, key);
    }

    private static @Nullable Path set(@Nullable Path path) {
        return path == null || path.toString().isEmpty() ? null : path;
    }

    /** Has the session be opened so. */
    CqlSessionBuilder secure(CqlSessionBuilder session) {
        if (tls != Tls.NONE) {
            // the name of a node is not asked of the DNS: who can answer there could choose it
            session.withSslEngineFactory(new ProgrammaticSslEngineFactory(
                    context(ca, certificate, key), null, tls == Tls.VERIFY_FULL, false));
        }
        if (!user.isEmpty()) {
            session.withAuthCredentials(user, password);
        }
        return session;
    }

    private static SSLContext context(@Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {
        PemSslStore trusted = ca == null ? null : store("EARSHOT_CASSANDRA_CA", ca, null);
        PemSslStore own = certificate == null || key == null
                ? null
                : store("EARSHOT_CASSANDRA_CERTIFICATE", certificate, privateKey(key));
        return SslBundle.of(new PemSslStoreBundle(own, trusted)).createSslContext();
    }

    private static PemSslStore store(String setting, Path file, @Nullable PrivateKey key) {
        try {
            return PemSslStore.of(PemContent.load(file).getCertificates(), key);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    setting + ": " + file + " (expected: a readable file of certificates in PEM)", e);
        }
    }

    private static PrivateKey privateKey(Path file) {
        try {
            return Objects.requireNonNull(PemContent.load(file).getPrivateKey());
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "EARSHOT_CASSANDRA_KEY: " + file + " (expected: a readable file of a private key in PEM)", e);
        }
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "CassandraSecurity[tls=" + tls + ", ca=" + ca + ", certificate=" + certificate + ", user=" + user + "]";
    }
}
