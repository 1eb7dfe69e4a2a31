package io.earshot.alerts.publish;

import io.earshot.feedback.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topic of the cases, which the service makes where it is missing. */
final class CaseTopic {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Object> brokers;
    private final NewTopic topic;
    private volatile boolean made;

    /**
     * @param brokers the settings of an admin client
     */
    CaseTopic(Map<String, Object> brokers, CaseTopicProperties properties) {
        this.brokers = brokers;
        this.topic = new NewTopic(Topics.CASES, Optional.of(properties.partitions()), Optional.empty())
                .configs(Map.of(
                        "cleanup.policy",
                        "delete",
                        "retention.ms",
                        Long.toString(properties.retention().toMillis())));
    }

    /**
     * Makes the topic, unless it is there; blocks.
     *
     * @throws KafkaException if it can't be made now
     */
    void make() {
        if (made) {
            return;
        }
        try (Admin admin = Admin.create(brokers)) {
            admin.createTopics(List.of(topic)).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            made = true;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException(Topics.CASES + " can't be made: " + e.getCause(), e.getCause());
            }
            made = true;
        } catch (TimeoutException e) {
            throw new KafkaException(Topics.CASES + " can't be made within " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    /** Says that the topic was not to be had, so that it is looked for, and made, again. */
    void missed() {
        made = false;
    }
}
