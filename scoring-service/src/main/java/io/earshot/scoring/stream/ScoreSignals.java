package io.earshot.scoring.stream;

import io.earshot.feedback.Topics;
import io.earshot.scoring.cassandra.CassandraConnection;
import io.earshot.scoring.publish.ScoreRecords;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hears from the scores topic what other instances have folded. It reads all partitions from their ends, without a group; where it missed
 * something it has all watched scores asked for again.
 */
final class ScoreSignals implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ScoreSignals.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final boolean isOn;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final ScoreRecords records;
    private final WatchedScores watched;
    private final Thread thread = new Thread(this::run, "score-signals");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Consumer<byte[], byte[]> current;
    private volatile boolean started;

    /**
     * @param isOn whether anything is published; else there is nothing to hear
     * @param consumers makes a consumer without a group, whose offsets out of range become the ends
     */
    ScoreSignals(
            boolean isOn, Supplier<Consumer<byte[], byte[]>> consumers, ScoreRecords records, WatchedScores watched) {
        this.isOn = isOn;
        this.consumers = consumers;
        this.records = records;
        this.watched = watched;
        this.thread.setDaemon(true);
    }

    @Override
    public void start() {
        started = true;
        if (isOn) {
            thread.start();
        }
    }

    private void run() {
        while (!isStopped()) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                read(consumer);
            } catch (WakeupException e) {
                LOG.debug("The service stops");
            } catch (KafkaException e) {
                LOG.warn("Changes folded by other instances can't be heard, trying again: {}", e.toString());
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

    /** Takes what partitions there are: the first ones from their ends, those that were added later from their begins. */
    private void assign(Consumer<byte[], byte[]> consumer, Set<TopicPartition> assigned) {
        List<PartitionInfo> found = consumer.partitionsFor(Topics.SCORES);
        Set<TopicPartition> added = new HashSet<>();
        found.forEach(one -> added.add(new TopicPartition(one.topic(), one.partition())));
        added.removeAll(assigned);
        if (added.isEmpty()) {
            return;
        }
        boolean first = assigned.isEmpty();
        assigned.addAll(added);
        consumer.assign(assigned);
        if (first) {
            consumer.seekToEnd(added);
            // now, not with the next poll: what comes after this is not missed
            added.forEach(consumer::position);
        } else {
            consumer.seekToBeginning(added);
        }
        watched.check();
    }

    private void hear(ConsumerRecord<byte[], byte[]> message) {
        // what this instance has folded itself it knows already
        if (!records.isOwn(message)) {
            records.read(message)
                    .filter(changed -> watched.isWatched(changed.store()))
                    .ifPresent(changed -> watched.changed(changed.store(), changed.series()));
        }
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

    @Override
    public int getPhase() {
        return CassandraConnection.PHASE + 2;
    }
}
