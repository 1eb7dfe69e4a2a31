package io.earshot.alerts.consume;

import io.earshot.alerts.store.Cassandra;
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
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Starts a consumer once Cassandra and the topic are there, and again should it ever end by itself. Faults are retried for as long as they
 * last, with the consumer paused but in its group, so nothing is skipped and nobody takes over needlessly.
 */
final class ConsumerRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerRunner.class);

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration AUTH_RETRY = Duration.ofSeconds(10);
    private static final long COMMIT_PERIOD_MILLIS = 250;
    private static final long FIRST_BACK_OFF_MILLIS = 200;
    private static final long LONGEST_BACK_OFF_MILLIS = 5_000;

    private final String topic;
    private final ConcurrentMessageListenerContainer<?, ?> container;
    private final KafkaAdmin kafka;
    private final Cassandra cassandra;
    private final Thread thread;
    private volatile boolean running;
    private volatile boolean joined;
    private String waitingFor = "";

    /**
     * @param name of the consumer, for its threads
     * @param group the consumer group
     */
    ConsumerRunner(
            String name,
            String topic,
            String group,
            BatchMessageListener<byte[], byte[]> listener,
            ConcurrentKafkaListenerContainerFactory<?, ?> factory,
            KafkaAdmin kafka,
            Cassandra cassandra) {
        this.topic = topic;
        this.container = factory.createContainer(topic);
        this.kafka = kafka;
        this.cassandra = cassandra;
        this.thread = new Thread(this::watch, name + "-runner");
        ContainerProperties properties = container.getContainerProperties();
        properties.setGroupId(group);
        // a commit for each small batch would be most of what the brokers do here; what comes again after a crash is
        // known
        properties.setAckMode(AckMode.TIME);
        properties.setAckTime(COMMIT_PERIOD_MILLIS);
        // and not much later where nothing more comes
        properties.setPollTimeout(COMMIT_PERIOD_MILLIS);
        properties.setMessageListener(listener);
        properties.setAuthExceptionRetryInterval(AUTH_RETRY);
        properties.setConsumerRebalanceListener(new ConsumerAwareRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
                joined = true;
            }
        });
        container.setCommonErrorHandler(endless());
        container.setBeanName(name);
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
        LOG.info("Consuming {}", topic);
    }

    private @Nullable String missing() throws InterruptedException {
        if (!cassandra.isReady()) {
            return "Cassandra";
        }
        try (Admin admin = Admin.create(kafka.getConfigurationProperties())) {
            admin.describeTopics(List.of(topic)).allTopicNames().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException e) {
            return "the topic " + topic;
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
