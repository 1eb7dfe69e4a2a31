package io.earshot.scoring.consume;

import io.earshot.scoring.cassandra.CassandraConnection;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Puts the consumer groups together. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ConsumeConfiguration {

    @Bean
    ScoringConsumers scoringConsumers(
            ConsumeProperties properties,
            CassandraConnection connection,
            KafkaProperties kafka,
            MeterRegistry registry,
            List<ScoreChanges> listeners) {
        DefaultKafkaConsumerFactory<byte[], byte[]> consumers = new DefaultKafkaConsumerFactory<>(
                kafka.buildConsumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumers.addListener(new MicrometerConsumerListener<>(registry));
        Map<String, Object> admin = kafka.buildAdminProperties();
        return new ScoringConsumers(
                properties,
                connection,
                new TopicWatch(Admin.create(admin)),
                consumers,
                deadLetterTemplate(kafka),
                registry,
                ScoreChanges.all(listeners));
    }

    private static KafkaTemplate<byte[], byte[]> deadLetterTemplate(KafkaProperties kafka) {
        return new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(
                kafka.buildProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer()));
    }

    @Bean
    SchedulingConfigurer topicCheck(ScoringConsumers consumers, ConsumeProperties properties, TaskScheduler scheduler) {
        return (ScheduledTaskRegistrar registrar) -> {
            registrar.setScheduler(scheduler);
            registrar.addFixedDelayTask(consumers::check, properties.sourceCheck());
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
