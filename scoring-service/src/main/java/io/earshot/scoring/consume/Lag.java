package io.earshot.scoring.consume;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells Kafka where a group stands, for those who watch its lag; where reading goes on is said by the progress in Cassandra alone. */
final class Lag {

    private static final Logger LOG = LoggerFactory.getLogger(Lag.class);

    private Lag() {}

    /** Tells it once; a member that is none any more can't, and must not wait for it. */
    static void show(Consumer<?, ?> consumer, Map<TopicPartition, OffsetAndMetadata> starts) {
        try {
            consumer.commitSync(starts);
        } catch (KafkaException e) {
            LOG.warn("Kafka could not be told where the group stands: {}", e.toString());
        }
    }
}
