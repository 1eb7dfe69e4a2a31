package io.earshot.scoring.consume;

import io.earshot.scoring.cassandra.CassandraConnection;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.core.MicrometerProducerListener;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Puts the consumer groups together. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ConsumeConfiguration {

    private static final Duration GENERATION_CHECK = Duration.ofSeconds(1);

    @Bean
    ScoringConsumers scoringConsumers(
            ConsumeProperties properties,
            CassandraConnection connection,
            KafkaProperties kafka,
            MeterRegistry registry,
            Clock clock,
            List<ScoreChanges> listeners,
            Backlog backlog) {
        return consumers(properties, connection, kafka, registry, clock, ScoreChanges.all(listeners), backlog, null);
    }

    @Bean
    Backlog backlog() {
        return new Backlog();
    }

    /** Consumers of the active generation, or of a given one. */
    static ScoringConsumers consumers(
            ConsumeProperties properties,
            CassandraConnection connection,
            KafkaProperties kafka,
            MeterRegistry registry,
            Clock clock,
            ScoreChanges changes,
            Backlog backlog,
            @Nullable Integer generation) {
        DefaultKafkaConsumerFactory<byte[], byte[]> consumers = new DefaultKafkaConsumerFactory<>(
                kafka.buildConsumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumers.addListener(new MicrometerConsumerListener<>(registry));
        return new ScoringConsumers(
                properties,
                connection,
                topics(kafka),
                consumers,
                deadLetterTemplate(kafka, registry),
                registry,
                clock,
                changes,
                backlog,
                generation);
    }

    static TopicWatch topics(KafkaProperties kafka) {
        return new TopicWatch(() -> Admin.create(kafka.buildAdminProperties()));
    }

    private static KafkaTemplate<byte[], byte[]> deadLetterTemplate(KafkaProperties kafka, MeterRegistry registry) {
        DefaultKafkaProducerFactory<byte[], byte[]> producers = new DefaultKafkaProducerFactory<>(
                kafka.buildProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer());
        producers.addListener(new MicrometerProducerListener<>(registry));
        return new KafkaTemplate<>(producers);
    }

    @Bean
    SchedulingConfigurer topicCheck(ScoringConsumers consumers, ConsumeProperties properties, TaskScheduler scheduler) {
        return (ScheduledTaskRegistrar registrar) -> {
            registrar.setScheduler(scheduler);
            registrar.addFixedDelayTask(consumers::check, properties.sourceCheck());
            registrar.addFixedDelayTask(consumers::checkGeneration, GENERATION_CHECK);
        };
    }

    /** Part of readiness: scores are answered only by a service that keeps them up to date. */
    @Bean
    HealthIndicator scoringHealthIndicator(ScoringConsumers consumers) {
        return () -> (consumers.areConsuming() ? Health.up() : Health.outOfService())
                .withDetail("state", consumers.state())
                .build();
    }
}
