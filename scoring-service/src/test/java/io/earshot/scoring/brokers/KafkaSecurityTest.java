package io.earshot.scoring.brokers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

class KafkaSecurityTest {

    private static final String PASSWORD = "pass\\\"word";

    @TempDir
    private static Path folder;

    private static Path ca;
    private static Path key;

    /** With the service's own application.yml, so that the settings go by their names in the environment. */
    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class))
            .withUserConfiguration(BrokersConfiguration.class);

    @BeforeAll
    static void writeFiles() throws Exception {
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init((KeyStore) null);
        byte[] certificate = ((X509TrustManager) trusted.getTrustManagers()[0]).getAcceptedIssuers()[0].getEncoded();
        ca = pem("ca.pem", "CERTIFICATE", certificate);
        key = pem(
                "key.pem",
                "PRIVATE KEY",
                KeyPairGenerator.getInstance("EC")
                        .generateKeyPair()
                        .getPrivate()
                        .getEncoded());
    }

    private static Path pem(String file, String what, byte[] encoded) throws Exception {
        String text = "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(what, Base64.getMimeEncoder().encodeToString(encoded));
        return Files.writeString(folder.resolve(file), text);
    }

    @Test
    void tellsNothingWhereNothingIsSet() {
        service.run(context -> assertThat(context.getBean(KafkaProperties.class).buildProducerProperties())
                .doesNotContainKeys("security.protocol", "sasl.mechanism", "ssl.truststore.type"));
    }

    @Test
    void tellsEveryKindOfClient() {
        service.withPropertyValues(
                        "EARSHOT_KAFKA_TLS=verify-full",
                        "EARSHOT_KAFKA_CA=" + ca,
                        "EARSHOT_KAFKA_CERTIFICATE=" + ca,
                        "EARSHOT_KAFKA_KEY=" + key,
                        "EARSHOT_KAFKA_USER=earshot",
                        "EARSHOT_KAFKA_PASSWORD=" + PASSWORD)
                .run(context -> {
                    KafkaProperties kafka = context.getBean(KafkaProperties.class);
                    Stream.of(
                                    kafka.buildConsumerProperties(),
                                    kafka.buildProducerProperties(),
                                    kafka.buildAdminProperties(),
                                    context.getBean(ConsumerFactory.class).getConfigurationProperties(),
                                    context.getBean(ProducerFactory.class).getConfigurationProperties(),
                                    context.getBean(KafkaAdmin.class).getConfigurationProperties())
                            .forEach(KafkaSecurityTest::assertSecured);
                });
    }

    private static void assertSecured(Map<?, ?> client) {
        assertThat(client.get("security.protocol")).isEqualTo("SASL_SSL");
        assertThat(client.get("sasl.mechanism")).isEqualTo("SCRAM-SHA-512");
        assertThat(client.get("sasl.jaas.config"))
                .isEqualTo("org.apache.kafka.common.security.scram.ScramLoginModule required"
                        + " username=\"earshot\" password=\"pass\\\\\\\"word\";");
        assertThat(client.get("ssl.truststore.type")).isEqualTo("PEM");
        assertThat((String) client.get("ssl.truststore.certificates")).contains("BEGIN CERTIFICATE");
        assertThat((String) client.get("ssl.keystore.certificate.chain")).contains("BEGIN CERTIFICATE");
        assertThat((String) client.get("ssl.keystore.key")).contains("PRIVATE KEY");
        // the name of the host is checked, which is Kafka's default
        assertThat(client.get("ssl.endpoint.identification.algorithm")).isNull();
    }

    @Test
    void isTakenByKafkasOwnClients() {
        service.withPropertyValues(
                        "EARSHOT_KAFKA_TLS=verify-ca",
                        "EARSHOT_KAFKA_CA=" + ca,
                        "EARSHOT_KAFKA_USER=earshot",
                        "EARSHOT_KAFKA_PASSWORD=" + PASSWORD,
                        "EARSHOT_KAFKA_SASL=plain")
                .run(context -> {
                    Map<String, Object> settings =
                            context.getBean(KafkaProperties.class).buildAdminProperties();
                    assertThat(settings).containsEntry("ssl.endpoint.identification.algorithm", "");
                    Admin.create(settings).close(Duration.ZERO);
                });
    }

    @Test
    void leavesSpringBootsOwnSettingsAlone() {
        service.withPropertyValues("spring.kafka.security.protocol=SSL")
                .run(context -> assertThat(
                                context.getBean(KafkaProperties.class).buildAdminProperties())
                        .containsEntry("security.protocol", "SSL"));
    }

    @Test
    void takesSecretsFromFiles() throws Exception {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("EARSHOT_KAFKA_PASSWORD"), "from-a-file\n", UTF_8);
        service.withPropertyValues("EARSHOT_SECRETS=" + secrets + "/", "EARSHOT_KAFKA_USER=earshot")
                .run(context -> assertThat((String) context.getBean(KafkaProperties.class)
                                .buildAdminProperties()
                                .get("sasl.jaas.config"))
                        .contains("password=\"from-a-file\""));
    }

    @Test
    void refusesWhatWouldBeLessThanItSeems() {
        assertRefused("EARSHOT_KAFKA_TLS: none, but with files", "EARSHOT_KAFKA_CA=" + ca);
        assertRefused("EARSHOT_KAFKA_CA: none (expected", "EARSHOT_KAFKA_TLS=verify-ca");
        assertRefused(
                "EARSHOT_KAFKA_KEY: null (expected: both",
                "EARSHOT_KAFKA_TLS=verify-full",
                "EARSHOT_KAFKA_CERTIFICATE=" + ca);
        assertRefused("EARSHOT_KAFKA_PASSWORD: none (expected", "EARSHOT_KAFKA_USER=earshot");
        assertRefused(
                "EARSHOT_KAFKA_SASL: plain, which",
                "EARSHOT_KAFKA_USER=earshot",
                "EARSHOT_KAFKA_PASSWORD=" + PASSWORD,
                "EARSHOT_KAFKA_SASL=plain");
        assertRefused("spring.kafka.ssl.bundle: mine (expected", "spring.kafka.ssl.bundle=mine");
        assertRefused(
                "spring.kafka.security.protocol: SSL (expected",
                "spring.kafka.security.protocol=SSL",
                "EARSHOT_KAFKA_TLS=verify-full");
    }

    @Test
    void namesAFileThatCannotBeUsed() {
        assertRefused(
                "EARSHOT_KAFKA_CA: " + key + " (expected: a readable file of certificates in PEM)",
                "EARSHOT_KAFKA_TLS=verify-full",
                "EARSHOT_KAFKA_CA=" + key);
        assertRefused(
                "EARSHOT_KAFKA_KEY: " + ca + " (expected: a readable file of a private key in PEM)",
                "EARSHOT_KAFKA_TLS=verify-full",
                "EARSHOT_KAFKA_CERTIFICATE=" + ca,
                "EARSHOT_KAFKA_KEY=" + ca);
    }

    private void assertRefused(String message, String... settings) {
        service.withPropertyValues(settings)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(message)
                        .extracting(Throwable::toString)
                        .asString()
                        .doesNotContain(PASSWORD));
    }
}
