package io.earshot.scoring.consume;

import io.earshot.scoring.cassandra.CassandraConnection;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** Folds the log into a generation of rows that is not the active one, in a consumer group of its own. */
public final class ConsumersOfGeneration {

    private final ConsumeProperties properties;
    private final CassandraConnection connection;
    private final KafkaProperties kafka;
    private final MeterRegistry registry;
    private final Clock clock;

    ConsumersOfGeneration(
            ConsumeProperties properties,
            CassandraConnection connection,
            KafkaProperties kafka,
            MeterRegistry registry,
            Clock clock) {
        this.properties = properties;
        this.connection = connection;
        this.kafka = kafka;
        this.registry = registry;
        this.clock = clock;
    }

    /** Consumers at work, until they are closed. */
    public interface Running extends AutoCloseable {

        @Override
        void close();
    }

    /** Starts consumers that go on where the progress of the generation is. */
    public Running start(int generation) {
        ConsumeProperties own = properties.forGeneration(generation);
        ScoringConsumers consumers = ConsumeConfiguration.consumers(
                own, connection, kafka, registry, clock, ScoreChanges.all(List.of()), new Backlog(), generation);
        consumers.start();
        return consumers::stop;
    }

    /**
     * The offset of the first record that is still in the partition.
     *
     * @throws IllegalStateException if Kafka can't be had
     */
    public long firstOffset(int partition) {
        try (TopicWatch topics = ConsumeConfiguration.topics(kafka)) {
            return topics.firstOffset(partition);
        } catch (TopicWatch.TopicUnavailableException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
