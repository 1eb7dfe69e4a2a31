package io.earshot.alerts.consume;

import io.earshot.alerts.store.Cassandra;
import io.earshot.feedback.Topics;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
class ConsumeConfiguration {

    @Bean
    ConsumerRunner feedbackConsumer(
            FeedbackListener listener,
            ConcurrentKafkaListenerContainerFactory<?, ?> factory,
            KafkaProperties properties,
            KafkaAdmin kafka,
            Cassandra cassandra) {
        String group = properties.getConsumer().getGroupId();
        return new ConsumerRunner("feedback", Topics.EVENTS, group, listener, factory, kafka, cassandra);
    }

    /** A group of its own: scores that come late, or not at all, hold up no item. */
    @Bean
    ConsumerRunner scoresConsumer(
            ScoresListener listener,
            ConcurrentKafkaListenerContainerFactory<?, ?> factory,
            KafkaProperties properties,
            KafkaAdmin kafka,
            Cassandra cassandra) {
        String group = properties.getConsumer().getGroupId() + "-scores";
        return new ConsumerRunner("scores", Topics.SCORES, group, listener, factory, kafka, cassandra);
    }

    /** Of the items alone: without scoring there are no scores, and cases are opened all the same. */
    @Bean
    HealthIndicator consumerHealthIndicator(ConsumerRunner feedbackConsumer) {
        return () -> (feedbackConsumer.isConsuming() ? Health.up() : Health.down()).build();
    }
}
