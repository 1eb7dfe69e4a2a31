package io.earshot.scoring.brokers;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.ssl.pem.PemContent;

/**
 * How Kafka's brokers are known, and who the service is to them. Files are read once, at the start.
 *
 * @param tls whether connections are encrypted, and what is demanded of a broker's certificate
 * @param ca a file of certificates in PEM that a broker's must be among or signed by; null: those that Java trusts
 * @param certificate a file with the service's own and what it is signed by, in PEM, for brokers that demand one; null: none
 * @param key a file with the private key to it, in PEM and not encrypted
 * @param user signs in with SASL; empty: nobody signs in
 * @param password of that user
 * @param sasl how it signs in
 */
@ConfigurationProperties("earshot.kafka")
record KafkaSecurity(
        @DefaultValue("none") Tls tls,
        @Nullable Path ca,
        @Nullable Path certificate,
        @Nullable Path key,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("scram-sha-512") Sasl sasl) {

    /** What is demanded of a broker. */
    enum Tls {
        /** Nothing: connections are not encrypted. */
        NONE,
        /** A trusted certificate, of whatever host. */
        VERIFY_CA,
        /** A trusted certificate that names the host that was asked for. */
        VERIFY_FULL
    }

    /** How a user signs in. */
    enum Sasl {
        SCRAM_SHA_512("SCRAM-SHA-512", "scram.ScramLoginModule"),
        SCRAM_SHA_256("SCRAM-SHA-256", "scram.ScramLoginModule"),
        /** Sends the password itself, so over TLS only. */
        PLAIN("PLAIN", "plain.PlainLoginModule");

        private final String mechanism;
        private final String module;

        Sasl(String mechanism, String module) {
            this.mechanism = mechanism;
            this.module = "org.apache.kafka.common.security." + module;
        }
    }

    KafkaSecurity {
        ca = set(ca);
        certificate = set(certificate);
        key = set(key);
        if (tls == Tls.NONE && Stream.of(ca, certificate, key).anyMatch(file -> file != null)) {
            throw new IllegalArgumentException("EARSHOT_KAFKA_TLS: none, but with files for it (expected: verify-full"
                    + " or verify-ca with EARSHOT_KAFKA_CA, EARSHOT_KAFKA_CERTIFICATE or EARSHOT_KAFKA_KEY)");
        }
        if (tls == Tls.VERIFY_CA && ca == null) {
            throw new IllegalArgumentException("EARSHOT_KAFKA_CA: none (expected: a file of certificates with"
                    + " EARSHOT_KAFKA_TLS=verify-ca, which else trusts anybody's)");
        }
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("EARSHOT_KAFKA_CERTIFICATE: " + certificate + ", EARSHOT_KAFKA_KEY: "
                    + key + " (expected: both or none)");
        }
        if (user.isEmpty() != password.isEmpty()) {
            throw new IllegalArgumentException("EARSHOT_KAFKA_" + (user.isEmpty() ? "USER" : "PASSWORD")
                    + ": none (expected: both EARSHOT_KAFKA_USER and EARSHOT_KAFKA_PASSWORD, or none)");
        }
        if ((user + password).chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "EARSHOT_KAFKA_USER, EARSHOT_KAFKA_PASSWORD: a control character (expected: none in them)");
        }
        if (sasl == Sasl.PLAIN && !user.isEmpty() && tls == Tls.NONE) {
            throw new IllegalArgumentException("EARSHOT_KAFKA_SASL: plain, which sends the password as it is, without"
                    + " TLS (expected: EARSHOT_KAFKA_TLS=verify-full, or scram-sha-512)");
        }
    }

    private static @Nullable Path set(@Nullable Path path) {
        return path == null || path.toString().isEmpty() ? null : path;
    }

    /**
     * What every client of Kafka has to be told, by the names of its own settings; empty if nothing of this is set.
     *
     * @throws IllegalArgumentException if a file can't be used
     */
    Map<String, String> clientSettings() {
        Map<String, String> settings = new TreeMap<>();
        boolean isEncrypted = tls != Tls.NONE;
        boolean signsIn = !user.isEmpty();
        if (isEncrypted || signsIn) {
            settings.put("security.protocol", (signsIn ? "SASL_" : "") + (isEncrypted ? "SSL" : "PLAINTEXT"));
        }
        if (tls == Tls.VERIFY_CA) {
            settings.put("ssl.endpoint.identification.algorithm", "");
        }
        if (ca != null) {
            settings.put("ssl.truststore.type", "PEM");
            settings.put("ssl.truststore.certificates", certificates("EARSHOT_KAFKA_CA", ca));
        }
        if (certificate != null && key != null) {
            settings.put("ssl.keystore.type", "PEM");
            settings.put("ssl.keystore.certificate.chain", certificates("EARSHOT_KAFKA_CERTIFICATE", certificate));
            settings.put("ssl.keystore.key", privateKey(key));
        }
        if (signsIn) {
            settings.put("sasl.mechanism", sasl.mechanism);
            settings.put(
                    "sasl.jaas.config",
                    "%s required username=\"%s\" password=\"%s\";"
                            .formatted(sasl.module, escaped(user), escaped(password)));
        }
        return settings;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String certificates(String setting, Path file) {
        return read(setting, file, "certificates", content -> {
            StringBuilder all = new StringBuilder();
            for (X509Certificate one : content.getCertificates()) {
                all.append(pem("CERTIFICATE", one.getEncoded()));
            }
            return all.toString();
        });
    }

    /** Kafka takes PKCS #8 alone, which Java writes whatever was read. */
    private static String privateKey(Path file) {
        return read("EARSHOT_KAFKA_KEY", file, "a private key", content -> {
            PrivateKey found = Objects.requireNonNull(content.getPrivateKey());
            return pem("PRIVATE KEY", found.getEncoded());
        });
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(what, Base64.getMimeEncoder().encodeToString(encoded));
    }

    private static String read(String setting, Path file, String what, Reader reader) {
        try {
            return reader.read(PemContent.load(file));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException(
                    setting + ": " + file + " (expected: a readable file of " + what + " in PEM)", e);
        }
    }

    private interface Reader {
        String read(PemContent content) throws GeneralSecurityException;
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "KafkaSecurity[tls=" + tls + ", ca=" + ca + ", certificate=" + certificate + ", user=" + user + ", sasl="
                + sasl + "]";
    }
}
