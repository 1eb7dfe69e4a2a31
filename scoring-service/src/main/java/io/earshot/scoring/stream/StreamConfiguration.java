package io.earshot.scoring.stream;

import io.earshot.scoring.publish.PublishProperties;
import io.earshot.scoring.publish.ScoreRecords;
import io.earshot.scoring.query.Scores;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** Puts the streams together. */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

    /** One thread for all that is done for streams but reading and writing; never blocked. */
    private final Scheduler scheduler = Schedulers.newSingle("score-streams", true);

    @Bean
    WatchedScores watchedScores(StreamProperties properties, Scores scores, JsonMapper json, Clock clock) {
        return new WatchedScores(
                question -> answer(question, scores, json, clock), properties.concurrency(), scheduler);
    }

    private Mono<ScoreEvent> answer(Question question, Scores scores, JsonMapper json, Clock clock) {
        return scores.answer(question.store(), question.at(clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                // off the driver's threads
                .publishOn(scheduler)
                .map(answer -> ScoreEvent.of(answer, json));
    }

    @Bean
    ScoreStreams scoreStreams(StreamProperties properties, WatchedScores watched, MeterRegistry registry) {
        return new ScoreStreams(properties, watched, scheduler, registry);
    }

    @Bean
    ScoreSignals scoreSignals(
            PublishProperties published, KafkaProperties kafka, ScoreRecords records, WatchedScores watched) {
        return new ScoreSignals(published.isOn(), () -> consumer(kafka), records, watched);
    }

    private static Consumer<byte[], byte[]> consumer(KafkaProperties kafka) {
        Map<String, Object> settings = new HashMap<>(kafka.buildConsumerProperties());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "earshot-scoring-signals");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
