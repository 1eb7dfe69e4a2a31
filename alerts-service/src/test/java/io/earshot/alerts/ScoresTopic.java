package io.earshot.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.feedback.Topics;
import io.earshot.testservers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic of the scores, written as the scoring service writes it. */
final class ScoresTopic implements AutoCloseable {

    private static final int PARTITIONS = 4;
    private static final Duration WEEK = Duration.ofDays(7);

    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestServers.kafka(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    private int sent;

    /** Makes the topic if it is not there. */
    ScoresTopic create() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafka()))) {
            admin.createTopics(List.of(new NewTopic(Topics.SCORES, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
        return this;
    }

    /** The NPS of a week, of 400 answers, with 50 points before; give or take 8 points. */
    static String nps(Instant to, double score) {
        return """
                {"metric": "nps", "scale": "0-10", "segment": null, "window": "7d", "from": "%s", "to": "%s",
                 "n": 400, "score": %s, "average": 7.1, "interval": {"level": 0.95, "low": %s, "high": %s}, "enough": true,
                 "distribution": {"0": 0}, "promoters": 1, "passives": 1, "detractors": 1,
                 "previous": {"from": "%s", "n": 380, "score": 50.0}, "change": %s, "significant": %s, "complete": true}""".formatted(
                        to.minus(WEEK),
                        to,
                        score,
                        score - 8,
                        score + 8,
                        to.minus(WEEK).minus(WEEK),
                        score - 50,
                        Math.abs(score - 50) > 10);
    }

    void send(String store, String... scores) {
        for (String score : scores) {
            producer.send(new ProducerRecord<>(Topics.SCORES, store.getBytes(UTF_8), score.getBytes(UTF_8)));
            producer.flush();
            sent++;
        }
    }

    /** How many records this one has sent. */
    int sent() {
        return sent;
    }

    @Override
    public void close() {
        producer.close();
    }
}
