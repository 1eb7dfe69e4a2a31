package io.earshot.ingest.publish;

import io.earshot.feedback.Topics;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Opens the publisher as soon as the topic is there, trying for as long as it takes and off the thread that starts the service: Kafka may come
 * later. Ends then: what happens to Kafka afterwards is told item by item and does not close anything.
 */
final class TopicWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

    private final Map<String, Object> adminConfiguration;
    private final EventsTopic topic;
    private final Publisher publisher;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "earshot-topic-watch");
    private String lastReason = "";

    TopicWatch(Map<String, Object> adminConfiguration, EventsTopic topic, Publisher publisher) {
        this.adminConfiguration = adminConfiguration;
        this.topic = topic;
        this.publisher = publisher;
        thread.setDaemon(true);
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        stopping.countDown();
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }

    /** After the publisher. */
    @Override
    public int getPhase() {
        return 1;
    }

    private void watch() {
        try {
            while (!isOpened()) {
                if (stopping.await(500, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            // stopped
        }
    }

    private boolean isOpened() throws InterruptedException {
        try (Admin admin = Admin.create(adminConfiguration)) {
            topic.ensure(admin);
            publisher.open(Topics.EVENTS);
            LOG.info("Takes items: the topic {} is there", Topics.EVENTS);
            return true;
        } catch (ExecutionException | KafkaException | IllegalStateException e) {
            Throwable reason = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            if (!lastReason.equals(reason.toString())) {
                lastReason = reason.toString();
                LOG.warn("Takes no items yet, trying on: {}", lastReason);
            }
            return false;
        }
    }
}
