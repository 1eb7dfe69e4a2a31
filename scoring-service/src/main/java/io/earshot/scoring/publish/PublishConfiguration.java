package io.earshot.scoring.publish;

import io.earshot.scoring.consume.Backlog;
import io.earshot.scoring.consume.ConsumeProperties;
import io.earshot.scoring.query.Scores;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
            Backlog backlog,
            MeterRegistry registry) {
        return new ScorePublisher(
                properties,
                scores::answer,
                records,
                new KafkaSender(
                        kafka,
                        new ScoresTopic(kafka.buildAdminProperties(), consume.spread(), properties.topicRetention()),
                        registry),
                clock,
                Schedulers.newSingle("score-publisher", true),
                backlog::isLarge,
                registry);
    }
}
