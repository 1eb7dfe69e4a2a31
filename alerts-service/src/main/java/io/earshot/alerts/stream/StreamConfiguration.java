package io.earshot.alerts.stream;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.ObjectMapper;

/** Puts the streams together. */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

    @Bean
    CaseStreams caseStreams(StreamProperties properties, MeterRegistry registry) {
        return new CaseStreams(properties, Schedulers.newSingle("case-streams", true), registry);
    }

    @Bean
    CaseSignals caseSignals(KafkaProperties kafka, CaseStreams streams, ObjectMapper mapper) {
        return new CaseSignals(() -> consumer(kafka), streams, mapper);
    }

    private static Consumer<byte[], byte[]> consumer(KafkaProperties kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.buildConsumerProperties());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "earshot-alerts-signals");
        // told, so that those who listen are told
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
