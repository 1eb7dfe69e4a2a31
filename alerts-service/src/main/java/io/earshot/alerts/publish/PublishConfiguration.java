package io.earshot.alerts.publish;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.MicrometerProducerListener;

@Configuration(proxyBeanMethods = false)
class PublishConfiguration {

    @Bean
    CasePublisher casePublisher(KafkaProperties kafka, CaseTopicProperties properties, MeterRegistry registry) {
        // no bean: Spring Boot's own producer factory would give way to it
        DefaultKafkaProducerFactory<byte[], byte[]> producers = new DefaultKafkaProducerFactory<>(
                kafka.buildProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer());
        producers.addListener(new MicrometerProducerListener<>(registry));
        return new CasePublisher(
                new CaseTopic(kafka.buildAdminProperties(), properties),
                new KafkaTemplate<>(producers),
                producers::destroy);
    }
}
