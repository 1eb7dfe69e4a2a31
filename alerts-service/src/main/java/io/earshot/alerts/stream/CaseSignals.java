package io.earshot.alerts.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.alerts.stream.CaseStreams.StorePartitions;
import io.earshot.feedback.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Hears of every change of every case from their topic, whichever instance made it: reads all partitions without a group, from a little before
 * their ends so that clients of an instance that was just started get what they missed.
 */
final class CaseSignals implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CaseSignals.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final CaseStreams streams;
    private final ObjectMapper mapper;
    private final Thread thread = new Thread(this::run, "case-signals");
    private final CountDownLatch stopped = new CountDownLatch(1);
    /** Whether there was no topic at first: then all that is on it is news. Only for the thread that reads. */
    private boolean missing;

    private volatile @Nullable Consumer<byte[], byte[]> current;
    private volatile boolean started;

    /**
     * @param consumers makes a consumer without a group that says so where its offsets are out of range
     */
    CaseSignals(Supplier<Consumer<byte[], byte[]>> consumers, CaseStreams streams, ObjectMapper mapper) {
        this.consumers = consumers;
        this.streams = streams;
        this.mapper = mapper;
        this.thread.setDaemon(true);
    }

    @Override
    public void start() {
        started = true;
        thread.start();
    }

    private void run() {
        while (!isStopped()) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                read(consumer);
            } catch (WakeupException e) {
                LOG.debug("The service stops");
            } catch (OffsetOutOfRangeException e) {
                LOG.warn("Changes of cases are gone from their topic, or the topic was made anew: {}", e.toString());
            } catch (KafkaException e) {
                LOG.warn("Changes of cases can't be heard, trying again: {}", e.toString());
                pause(PAUSE);
            } catch (RuntimeException e) {
                // whatever it is: without this thread nobody would ever be told of a change again
                LOG.error("Changes of cases can't be heard, trying again", e);
                pause(PAUSE);
            } finally {
                current = null;
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> assigned = new HashSet<>();
        long looked = System.nanoTime() - LOOK.toNanos();
        while (!isStopped()) {
            if (System.nanoTime() - looked >= (assigned.isEmpty() ? PAUSE : LOOK).toNanos()) {
                assign(consumer, assigned);
                looked = System.nanoTime();
            }
            if (assigned.isEmpty()) {
                pause(PAUSE);
            } else {
                consumer.poll(POLL).forEach(this::hear);
            }
        }
    }

    /** Takes what partitions there are: those heard before from there on, the others of the first time from a little before their ends. */
    private void assign(Consumer<byte[], byte[]> consumer, Set<TopicPartition> assigned) {
        Set<TopicPartition> found = consumer.partitionsFor(Topics.CASES).stream()
                .map(one -> new TopicPartition(one.topic(), one.partition()))
                .collect(Collectors.toSet());
        int count = found.size();
        StorePartitions all = store -> Utils.toPositive(Utils.murmur2(store.getBytes(UTF_8))) % count;
        found.removeAll(assigned);
        if (found.isEmpty()) {
            missing |= assigned.isEmpty();
            return;
        }
        boolean isFirst = assigned.isEmpty() && !missing;
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(found);
        // what was made while this ran is heard from its begin
        Map<TopicPartition, Long> ends = isFirst ? consumer.endOffsets(found) : begins;
        assigned.addAll(found);
        consumer.assign(assigned);
        missing = false;
        streams.locate(all);
        found.forEach(
                partition -> consumer.seek(partition, from(partition, begins.get(partition), ends.get(partition))));
    }

    private long from(TopicPartition partition, long begin, long end) {
        Position heard = streams.end(partition.partition());
        if (heard != null && heard.offset() + 1 >= begin && heard.offset() < end) {
            return heard.offset() + 1;
        }
        long from = Math.max(begin, end - RecentChanges.MOST_OF_A_PARTITION);
        streams.begin(partition.partition(), from, end);
        if (heard != null) {
            streams.missed();
        }
        return from;
    }

    private void hear(ConsumerRecord<byte[], byte[]> message) {
        Position position = new Position(message.partition(), message.offset());
        try {
            streams.hear(read(message, position));
        } catch (JacksonException | IllegalArgumentException e) {
            LOG.warn("Passed over an unreadable change of a case, {}", position.written());
            streams.pass(position);
        }
    }

    private CaseChange read(ConsumerRecord<byte[], byte[]> message, Position position) {
        if (message.key() == null || message.value() == null) {
            throw new IllegalArgumentException("a message without key or value");
        }
        String body = new String(message.value(), UTF_8);
        JsonNode json = mapper.readTree(body);
        JsonNode data = json.path("data");
        return new CaseChange(
                new String(message.key(), UTF_8),
                position,
                json.path("type").asString(""),
                data.path("severity").asString(""),
                text(data.path("assignee")),
                text(data.path("team")),
                body);
    }

    private static @Nullable String text(JsonNode value) {
        return value.isString() ? value.stringValue() : null;
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void pause(Duration duration) {
        try {
            stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        started = false;
        stopped.countDown();
        Consumer<byte[], byte[]> reading = current;
        if (reading != null) {
            reading.wakeup();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Stops after the streams, and after the web server. */
    @Override
    public int getPhase() {
        return 0;
    }
}
