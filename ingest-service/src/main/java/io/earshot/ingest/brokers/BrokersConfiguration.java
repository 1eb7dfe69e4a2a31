package io.earshot.ingest.brokers;

import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has every client of Kafka talk to the brokers in the one way that the settings say. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaSecurity.class)
class BrokersConfiguration {

    /**
     * Puts the security into what Spring Boot knows of Kafka: all clients are made of that, Spring Boot's own and those made by hand. SSL bundles
     * would reach the former alone.
     */
    @Bean
    static BeanPostProcessor kafkaSecurityOfAllClients(ObjectProvider<KafkaSecurity> security) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof KafkaProperties kafka) {
                    secure(kafka, security.getObject().clientSettings());
                }
                return bean;
            }
        };
    }

    private static void secure(KafkaProperties kafka, Map<String, String> settings) {
        String bundle = kafka.getSsl().getBundle();
        if (bundle != null && !bundle.isEmpty()) {
            throw new IllegalArgumentException(
                    "spring.kafka.ssl.bundle: " + bundle + " (expected: none, but EARSHOT_KAFKA_CA and its like)");
        }
        String protocol = kafka.getSecurity().getProtocol();
        if (protocol != null && !protocol.isEmpty() && !settings.isEmpty()) {
            throw new IllegalArgumentException("spring.kafka.security.protocol: " + protocol
                    + " (expected: none beside EARSHOT_KAFKA_TLS or EARSHOT_KAFKA_USER)");
        }
        kafka.getProperties().putAll(settings);
    }
}
