package io.earshot.scoring.consume;

import io.earshot.feedback.Topics;
import java.time.Duration;
import java.util.Map;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.util.backoff.ExponentialBackOff;

/** Makes the consumers of both groups: each a thread that reads the topic, and never skips a record. */
final class ListenerContainers {

    private static final long IDLE_MILLIS = 200;
    private static final Duration AUTH_RETRY = Duration.ofSeconds(10);

    private final ConsumerFactory<byte[], byte[]> consumers;

    ListenerContainers(ConsumerFactory<byte[], byte[]> consumers) {
        this.consumers = consumers;
    }

    /** One more of a group, not started. */
    KafkaMessageListenerContainer<byte[], byte[]> container(
            String group, String name, ConsumerAwareRebalanceListener listener) {
        ContainerProperties container = new ContainerProperties(Topics.EVENTS);
        container.setGroupId(group);
        container.setClientId("earshot-scoring-" + name);
        container.setMessageListener(listener);
        container.setConsumerRebalanceListener(listener);
        container.setAckMode(AckMode.MANUAL);
        container.setAuthExceptionRetryInterval(AUTH_RETRY);
        // Kafka is told what is written in between: at every batch, and when there is none
        container.setPollTimeout(IDLE_MILLIS);
        container.setIdleEventInterval(IDLE_MILLIS);
        container.setMissingTopicsFatal(false);
        KafkaMessageListenerContainer<byte[], byte[]> made = new KafkaMessageListenerContainer<>(consumers, container);
        made.setBeanName(name);
        made.setCommonErrorHandler(endless());
        return made;
    }

    /** Whatever goes wrong with a batch, it is handed over again and never skipped: what can't be read is put aside before. */
    private static DefaultErrorHandler endless() {
        ExponentialBackOff backOff = new ExponentialBackOff(100, 2);
        backOff.setMaxInterval(2_000);
        DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
        handler.setClassifications(Map.of(), true);
        handler.setAckAfterHandle(false);
        // the handler itself says so at DEBUG only
        handler.setRetryListeners(new RetryWarnings());
        return handler;
    }
}
