package io.earshot.scoring.publish;

import io.earshot.scoring.consume.ConsumeProperties;
import io.earshot.scoring.query.Scores;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** Puts the publisher of changed scores together. */
@Configuration(proxyBeanMethods = false)
class PublishConfiguration {

    @Bean
    ScoreRecords scoreRecords(JsonMapper json) {
        return new ScoreRecords(json);
    }

    @Bean
    ScorePublisher scorePublisher(
            PublishProperties properties,
            ConsumeProperties consume,
            KafkaProperties kafka,
            Scores scores,
            ScoreRecords records,
            Clock clock,
            MeterRegistry registry) {
        return new ScorePublisher(
                properties,
                scores,
                records,
                new ScoresTopic(kafka.buildAdminProperties(), consume.spread(), properties.topicRetention()),
                sender(kafka),
                clock,
                Schedulers.newSingle("score-publisher", true),
                registry);
    }

    // no bean: Spring Boot's own producer factory would give way to it
    private static ScorePublisher.Sender sender(KafkaProperties kafka) {
        DefaultKafkaProducerFactory<byte[], byte[]> producers = new DefaultKafkaProducerFactory<>(
                kafka.buildProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer());
        KafkaTemplate<byte[], byte[]> template = new KafkaTemplate<>(producers);
        return new ScorePublisher.Sender() {
            @Override
            public CompletableFuture<?> send(ProducerRecord<byte[], byte[]> score) {
                return template.send(score);
            }

            @Override
            public void close() {
                producers.destroy();
            }
        };
    }
}
