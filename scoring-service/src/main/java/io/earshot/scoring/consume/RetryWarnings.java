package io.earshot.scoring.consume;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.RetryListener;

/** Says that a batch had to be handed over again: at the first times, then now and then, so that a long outage fills no disk. */
final class RetryWarnings implements RetryListener {

    private static final Logger LOG = LoggerFactory.getLogger(RetryWarnings.class);
    private static final int EACH_OF_FIRST = 3;
    private static final int ONE_OF = 30;

    @Override
    public void failedDelivery(ConsumerRecord<?, ?> message, @Nullable Exception error, int attempt) {
        // batches only
    }

    @Override
    public void failedDelivery(ConsumerRecords<?, ?> batch, @Nullable Exception error, int attempt) {
        if (attempt <= EACH_OF_FIRST || attempt % ONE_OF == 0) {
            Throwable cause = error == null || error.getCause() == null ? error : error.getCause();
            LOG.warn("A batch of {} records waits, attempt {}: {}", batch.count(), attempt, String.valueOf(cause));
        }
    }
}
