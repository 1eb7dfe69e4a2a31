package io.earshot.ingest.publish;

import io.earshot.feedback.Heartbeats;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

@Configuration(proxyBeanMethods = false)
class PublishConfiguration {

    /** So that a topic nobody wrote to for a while is not forgotten, and the next item does not wait for its metadata. */
    private static final Duration NEVER_IDLE = Duration.ofDays(365);

    /** On top of what Spring Boot sets up from {@code spring.kafka}: addresses, security, metrics. */
    @Bean
    static DefaultKafkaProducerFactoryCustomizer producerCustomizer(PublishSettings settings) {
        return factory -> {
            factory.updateConfigs(producerConfiguration(settings));
            factory.setPhysicalCloseTimeout(5);
        };
    }

    @Bean
    static Publisher publisher(
            PublishSettings settings, ProducerFactory<byte[], byte[]> factory, MeterRegistry registry) {
        return new Publisher(settings, factory::createProducer, registry);
    }

    @Bean
    static Heart heart(
            HeartbeatSettings heartbeat,
            PublishSettings settings,
            Publisher publisher,
            Clock clock,
            MeterRegistry registry) {
        return new Heart(heartbeat, new Heartbeats(settings.spread()), publisher, clock, registry);
    }

    @Bean
    static TopicWatch topicWatch(KafkaAdmin admin, TopicSettings topic, PublishSettings settings, Publisher publisher) {
        Map<String, Object> configuration = new HashMap<>(admin.getConfigurationProperties());
        configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        // the other one has an admin client of Kafka 4.2.1 spin while no broker can be reached
        configuration.put(AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
        return new TopicWatch(configuration, new EventsTopic(topic, settings.spread()), publisher);
    }

    /** Down until the topic was once seen; Kafka going away later is no reason to take the service out: its clients get 503s with a Retry-After. */
    @Bean
    static HealthIndicator eventsTopicHealthIndicator(Publisher publisher) {
        return () -> publisher.isOpen()
                ? Health.up().build()
                : Health.down().withDetail("topic", "not yet seen").build();
    }

    static Map<String, Object> producerConfiguration(PublishSettings settings) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        configuration.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        int delivery = (int) settings.delivery().toMillis();
        // Kafka's default of 5 ms is what nearly all of a post's time would be; 1 ms costs the broker half as much
        // again, see docs/decisions/ingest-speed.md
        int linger = 1;
        configuration.put(ProducerConfig.ACKS_CONFIG, "all");
        configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, settings.block().toMillis());
        configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
        // room for a second try on another broker within the delivery time
        configuration.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (delivery - linger) * 2 / 3);
        configuration.put(ProducerConfig.LINGER_MS_CONFIG, linger);
        configuration.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        configuration.put(
                ProducerConfig.BUFFER_MEMORY_CONFIG, settings.bufferMemory().toBytes());
        configuration.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // back within half a second of the broker's return
        configuration.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        configuration.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, NEVER_IDLE.toMillis());
        return configuration;
    }
}
