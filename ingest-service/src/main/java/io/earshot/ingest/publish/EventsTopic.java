package io.earshot.ingest.publish;

import io.earshot.feedback.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic of the events: made where it is missing, checked where it is there. */
final class EventsTopic {

    private static final Logger LOG = LoggerFactory.getLogger(EventsTopic.class);
    private static final String APPEND_TIME = "LogAppendTime";
    private static final ConfigResource TOPIC = new ConfigResource(ConfigResource.Type.TOPIC, Topics.EVENTS);

    private final TopicSettings settings;
    private final int spread;

    EventsTopic(TopicSettings settings, int spread) {
        if (settings.partitions() < spread) {
            throw new IllegalArgumentException("EARSHOT_INGEST_TOPIC_PARTITIONS: " + settings.partitions()
                    + " (expected: at least EARSHOT_SPREAD, " + spread + ")");
        }
        this.settings = settings;
        this.spread = spread;
    }

    /**
     * Sees to it that the topic is there.
     *
     * @throws ExecutionException if Kafka can't be asked
     * @throws IllegalStateException if the topic has too few partitions for the stores
     */
    void ensure(Admin admin) throws ExecutionException, InterruptedException {
        if (!isThere(admin)) {
            create(admin);
        }
        int partitions = admin.describeTopics(List.of(Topics.EVENTS))
                .allTopicNames()
                .get()
                .get(Topics.EVENTS)
                .partitions()
                .size();
        if (partitions < spread) {
            throw new IllegalStateException("topic " + Topics.EVENTS + ": " + partitions
                    + " partitions (expected: at least EARSHOT_SPREAD, " + spread + ")");
        }
        warnOfClientTime(admin);
    }

    private static boolean isThere(Admin admin) throws ExecutionException, InterruptedException {
        try {
            admin.describeTopics(List.of(Topics.EVENTS)).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private void create(Admin admin) throws ExecutionException, InterruptedException {
        Optional<Short> replication =
                settings.replication() == -1 ? Optional.empty() : Optional.of(settings.replication());
        NewTopic topic = new NewTopic(Topics.EVENTS, Optional.of(settings.partitions()), replication)
                .configs(Map.of(
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        APPEND_TIME,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(settings.retention().toMillis())));
        try {
            admin.createTopics(List.of(topic)).all().get();
            LOG.info("Made the topic {} with {} partitions", Topics.EVENTS, settings.partitions());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static void warnOfClientTime(Admin admin) throws ExecutionException, InterruptedException {
        Config config = admin.describeConfigs(List.of(TOPIC)).all().get().get(TOPIC);
        String type = config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value();
        if (!APPEND_TIME.equals(type)) {
            LOG.warn(
                    "topic {}: {} {} (expected: {}, by which scoring knows repeats)",
                    Topics.EVENTS,
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    type,
                    APPEND_TIME);
        }
    }
}
