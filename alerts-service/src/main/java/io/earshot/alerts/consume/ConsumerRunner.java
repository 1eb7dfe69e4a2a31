package io.earshot.alerts.consume;

import io.earshot.alerts.store.Cassandra;
import io.earshot.feedback.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Starts the consumer once Cassandra and the topic are there, and again should it ever end by itself. Faults are retried for as long as they
 * last, with the consumer paused but in its group, so nothing is skipped and nobody takes over needlessly.
 */
@Component
final class ConsumerRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerRunner.class);

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration AUTH_RETRY = Duration.ofSeconds(10);
    private static final long FIRST_BACK_OFF_MILLIS = 200;
    private static final long LONGEST_BACK_OFF_MILLIS = 5_000;

    private final ConcurrentMessageListenerContainer<?, ?> container;
    private final KafkaAdmin kafka;
    private final Cassandra cassandra;
    private final Thread thread = new Thread(this::watch, "consumer-runner");
    private volatile boolean running;
    private volatile boolean joined;
    private String waitingFor = "";

    ConsumerRunner(
            ConcurrentKafkaListenerContainerFactory<?, ?> factory,
            FeedbackListener listener,
            KafkaAdmin kafka,
            Cassandra cassandra) {
        this.container = factory.createContainer(Topics.EVENTS);
        this.kafka = kafka;
        this.cassandra = cassandra;
        ContainerProperties properties = container.getContainerProperties();
        properties.setMessageListener(listener);
        properties.setAuthExceptionRetryInterval(AUTH_RETRY);
        properties.setConsumerRebalanceListener(new ConsumerAwareRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
                joined = true;
            }
        });
        container.setCommonErrorHandler(endless());
        container.setBeanName("feedback");
    }

    /** Retries every exception for ever: a record that can't be read never comes so far, and nothing else is a reason to skip one. */
    private static DefaultErrorHandler endless() {
        ExponentialBackOff backOff = new ExponentialBackOff(FIRST_BACK_OFF_MILLIS, 2);
        backOff.setMaxInterval(LONGEST_BACK_OFF_MILLIS);
        DefaultErrorHandler handler = new DefaultErrorHandler(
                (message, failure) -> {
                    throw new IllegalStateException("records are never given up", failure);
                },
                backOff);
        handler.setClassifications(Map.of(), true);
        handler.setReclassifyOnExceptionChange(false);
        handler.setResetStateOnExceptionChange(false);
        return handler;
    }

    /** Whether the consumer is in its group. */
    boolean isConsuming() {
        return joined && container.isRunning() && container.isInExpectedState();
    }

    private void watch() {
        while (running) {
            try {
                if (!container.isRunning() || !container.isInExpectedState()) {
                    startIfPossible();
                }
                TimeUnit.MILLISECONDS.sleep(PERIOD.toMillis());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("Could not start the consumer, trying again: {}", e.toString());
            }
        }
    }

    private void startIfPossible() throws InterruptedException {
        String missing = missing();
        if (missing != null) {
            if (!missing.equals(waitingFor)) {
                LOG.info("Waiting for {}", missing);
                waitingFor = missing;
            }
            return;
        }
        joined = false;
        container.stop();
        container.start();
        LOG.info("Consuming {}", Topics.EVENTS);
    }

    private @Nullable String missing() throws InterruptedException {
        if (!cassandra.isReady()) {
            return "Cassandra";
        }
        try (Admin admin = Admin.create(kafka.getConfigurationProperties())) {
            admin.describeTopics(List.of(Topics.EVENTS))
                    .allTopicNames()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException e) {
            return "the topic " + Topics.EVENTS;
        } catch (TimeoutException | KafkaException e) {
            return "Kafka";
        }
    }

    @Override
    public void start() {
        running = true;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
        container.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        // stops before those it hands over to
        return 2;
    }
}
