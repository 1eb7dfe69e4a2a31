package io.earshot.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent;
import io.earshot.feedback.FeedbackRecords;
import io.earshot.feedback.Topics;
import io.earshot.testservers.TestServers;
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

/** The feedback topic, written as the ingest service writes it. */
final class EventsTopic implements AutoCloseable {

    static final int PARTITIONS = 4;

    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", TestServers.kafka(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    /** Makes the topic if it is not there. */
    EventsTopic create() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafka()))) {
            admin.createTopics(List.of(new NewTopic(Topics.EVENTS, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
        return this;
    }

    void send(String store, Feedback... items) {
        for (Feedback item : items) {
            send(new FeedbackEvent.Submitted(origin(store), item));
        }
        producer.flush();
    }

    void send(FeedbackEvent event) {
        producer.send(FeedbackRecords.write(event, PARTITIONS));
    }

    void sendUnreadable(String store) {
        producer.send(new ProducerRecord<>(Topics.EVENTS, store.getBytes(UTF_8), "{\"broken".getBytes(UTF_8)));
        producer.flush();
    }

    static FeedbackEvent.Origin origin(String store) {
        return new FeedbackEvent.Origin(store, Instant.now(), FeedbackEvent.Via.INGEST, false);
    }

    @Override
    public void close() {
        producer.close();
    }
}
