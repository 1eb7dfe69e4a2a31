package io.earshot.scoring.publish;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.MicrometerProducerListener;

/** Sends scores to Kafka. */
final class KafkaSender implements ScorePublisher.Sender {

    private final ScoresTopic topic;
    // no beans: Spring Boot's own producer factory would give way to them
    private final DefaultKafkaProducerFactory<byte[], byte[]> producers;
    private final KafkaTemplate<byte[], byte[]> template;

    KafkaSender(KafkaProperties kafka, ScoresTopic topic, MeterRegistry registry) {
        this.topic = topic;
        this.producers = new DefaultKafkaProducerFactory<>(
                kafka.buildProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer());
        producers.addListener(new MicrometerProducerListener<>(registry));
        this.template = new KafkaTemplate<>(producers);
    }

    @Override
    public void prepare() {
        topic.make();
    }

    @Override
    public CompletableFuture<?> send(ProducerRecord<byte[], byte[]> score) {
        return template.send(score).whenComplete((sent, error) -> {
            if (error != null) {
                topic.missed();
            }
        });
    }

    @Override
    public void close() {
        producers.destroy();
    }
}
