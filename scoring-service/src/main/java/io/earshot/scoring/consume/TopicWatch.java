package io.earshot.scoring.consume;

import io.earshot.feedback.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the topics as the brokers know them. */
public final class TopicWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<Admin> admins;
    private volatile Admin admin;

    /** @param admins each a client of its own, which is closed when it has failed or the watch ends */
    TopicWatch(Supplier<Admin> admins) {
        this.admins = admins;
        this.admin = admins.get();
    }

    /** The id of the events topic, which changes when the topic is deleted and made anew. */
    String eventsId() throws TopicUnavailableException {
        return describe().topicId().toString();
    }

    int eventsPartitions() throws TopicUnavailableException {
        return describe().partitions().size();
    }

    /** The offset of the first record that is still in the partition of the events topic. */
    long firstOffset(int partition) throws TopicUnavailableException {
        TopicPartition topicPartition = new TopicPartition(Topics.EVENTS, partition);
        return get(admin.listOffsets(Map.of(topicPartition, OffsetSpec.earliest()))
                        .partitionResult(topicPartition))
                .offset();
    }

    private TopicDescription describe() throws TopicUnavailableException {
        return get(
                admin.describeTopics(List.of(Topics.EVENTS)).topicNameValues().get(Topics.EVENTS));
    }

    /** Makes the dead-letter topic, unless it is there. */
    void makeDeadLetterTopic() throws TopicUnavailableException {
        NewTopic topic = new NewTopic(Topics.DEAD_LETTERS, java.util.Optional.of(1), java.util.Optional.empty())
                .configs(
                        Map.of("retention.ms", Long.toString(Duration.ofDays(30).toMillis())));
        try {
            get(admin.createTopics(List.of(topic)).all());
        } catch (TopicUnavailableException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private <T> T get(KafkaFuture<T> future) throws TopicUnavailableException {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new TopicUnavailableException(e.getCause());
        } catch (TimeoutException e) {
            renew();
            throw new TopicUnavailableException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicUnavailableException(e);
        }
    }

    /** The brokers may have other addresses by now: a new client asks those of the settings. */
    private synchronized void renew() {
        try {
            Admin former = admin;
            admin = admins.get();
            former.close(Duration.ZERO);
        } catch (KafkaException e) {
            LOG.warn("No new admin client, going on with the one that there is: {}", e.toString());
        }
    }

    @Override
    public synchronized void close() {
        admin.close(Duration.ofSeconds(2));
    }

    /** The brokers, or the topic, can't be had right now. */
    static final class TopicUnavailableException extends Exception {

        private static final long serialVersionUID = 1L;

        TopicUnavailableException(Throwable cause) {
            super(Topics.EVENTS + ": " + cause, cause);
        }
    }
}
