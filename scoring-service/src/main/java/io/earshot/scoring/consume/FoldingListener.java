package io.earshot.scoring.consume;

import io.earshot.feedback.Heartbeats;
import io.earshot.feedback.Topics;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.fold.Entry;
import io.earshot.scoring.fold.Outcome;
import io.earshot.scoring.fold.PartitionFold;
import io.earshot.scoring.measure.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.kafka.support.Acknowledgment;

/**
 * One thread of the scoring group: folds the batches of its partitions, and hands what changed to its {@link Flusher}. A batch is prepared
 * first (decoded, missing rows read, items looked for) and then folded; where the preparation fails nothing was folded, and the container
 * hands the batch over again.
 */
final class FoldingListener
        implements BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]>,
                ConsumerAwareRebalanceListener,
                ConsumerSeekAware {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final ConsumeProperties properties;
    private final Assignments assignments;
    private final Preparation preparation;
    private final Flusher flusher;
    private final ScoringMetrics metrics;
    private final Freshness freshness;
    private final ScoreChanges changes;
    private final Backlog backlog;
    private final boolean putsAside;
    private final LogWentBack logWentBack;
    private final Map<Integer, Assignments.Assigned> assigned = new HashMap<>();
    /** What is written and Kafka was not told of, or could not be. */
    private final Map<TopicPartition, OffsetAndMetadata> untold = new HashMap<>();

    private @Nullable Consumer<?, ?> reader;

    /**
     * @param generation whose rows are read
     * @param putsAside whether what can't be read goes to the dead letters; else somebody else saw to that
     */
    FoldingListener(
            ConsumeProperties properties,
            ScoringStore store,
            int generation,
            Assignments assignments,
            Flusher flusher,
            ScoringMetrics metrics,
            Freshness freshness,
            ScoreChanges changes,
            Backlog backlog,
            boolean putsAside,
            LogWentBack logWentBack) {
        this.properties = properties;
        this.assignments = assignments;
        this.preparation = new Preparation(store, generation, properties.writes(), metrics);
        this.flusher = flusher;
        this.metrics = metrics;
        this.freshness = freshness;
        this.changes = changes;
        this.backlog = backlog;
        this.putsAside = putsAside;
        this.logWentBack = logWentBack;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        reader = consumer;
        assignments.assign(consumer, partitions).forEach((partition, found) -> {
            Assignments.Assigned left = assigned.put(partition.partition(), found);
            if (left != null) {
                // of a consumer that ended without a farewell
                flusher.remove(left.fold());
            }
            flusher.add(found.fold());
            consumer.seek(partition, found.rememberFrom());
        });
    }

    @Override
    public void onPartitionsRevokedBeforeCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        // what is not written by then is folded again by whoever comes next
        flusher.awaitWritten(FAREWELL);
        Lag.show(consumer, written());
        onPartitionsLost(consumer, partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            untold.remove(partition);
            Assignments.Assigned gone = assigned.remove(partition.partition());
            if (gone != null) {
                flusher.remove(gone.fold());
            }
        }
        backlog.forget(this);
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<byte[], byte[]>> messages,
            @Nullable Acknowledgment acknowledgment,
            Consumer<?, ?> consumer) {
        if (!flusher.awaitRoom(PATIENCE)) {
            throw new TryAgainException("more than " + properties.unwritten() + " folded records wait to be written");
        }
        Preparation.Batch batch = prepare(Fetched.now(messages, assigned.keySet(), consumer));
        flusher.fold(() -> fold(batch), messages.size());
        backlog.tell(this, behind(consumer));
        tellWritten(consumer);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        // seen to before the commit
    }

    @Override
    public void onIdleContainer(Map<TopicPartition, Long> positions, ConsumerSeekCallback callback) {
        Consumer<?, ?> idle = reader;
        if (idle != null) {
            tellWritten(idle);
        }
    }

    /** Here and not by acknowledgments: each would keep all records of its batch until their rows are written. */
    private void tellWritten(Consumer<?, ?> consumer) {
        untold.putAll(written());
        if (!untold.isEmpty()) {
            Map<TopicPartition, OffsetAndMetadata> told = Map.copyOf(untold);
            untold.clear();
            consumer.commitAsync(told, this::tellAgain);
        }
    }

    /** Without it a group would seem to lag behind until something new is written to the partition. */
    private void tellAgain(Map<TopicPartition, OffsetAndMetadata> told, @Nullable Exception failure) {
        if (failure != null) {
            told.forEach((partition, offset) -> {
                if (assigned.containsKey(partition.partition())) {
                    untold.putIfAbsent(partition, offset);
                }
            });
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> written() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        flusher.takeWritten()
                .forEach((fold, last) -> offsets.put(
                        new TopicPartition(Topics.EVENTS, fold.source().partition()), new OffsetAndMetadata(last + 1)));
        return offsets;
    }

    private long behind(Consumer<?, ?> consumer) {
        return assigned.keySet().stream()
                .mapToLong(partition -> consumer.currentLag(new TopicPartition(Topics.EVENTS, partition))
                        .orElse(0))
                .sum();
    }

    private Preparation.Batch prepare(List<ConsumerRecord<byte[], byte[]>> messages) {
        assigned.values().forEach(one -> {
            one.fold().beginBatch();
            one.fold().evict(properties.rows() / assigned.size(), flusher::isBeingWritten);
        });
        List<Decoded> records = new ArrayList<>(messages.size());
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            Assignments.Assigned owner = assigned.get(message.partition());
            // gone while the batch waited to be handed over again: somebody else's by now
            if (owner != null) {
                requireForward(message, owner.fold());
                records.add(Decoded.of(message, owner.fold()));
            }
        }
        return preparation.prepare(records, partition -> assignments.requireItemsUpTo(assigned.get(partition)));
    }

    private void requireForward(ConsumerRecord<byte[], byte[]> message, PartitionFold fold) {
        if (message.offset() <= fold.lastSeen()) {
            logWentBack.to(fold.source(), message.offset(), fold.lastSeen());
        }
    }

    private void fold(Preparation.Batch batch) {
        for (Decoded record : batch.records()) {
            Entry entry = record.entry();
            PartitionFold fold = record.fold();
            if (record.isHeartbeat()) {
                passOver(record);
            } else if (record.isFolded()) {
                if (entry == null) {
                    fold.passOver(record.message().offset());
                } else {
                    fold.remember(entry);
                    // whoever folded it may have died before it could say so
                    announce(entry);
                }
            } else if (entry == null) {
                fold.passOver(record.message().offset());
                if (putsAside) {
                    flusher.deadLetter(DeadLetter.of(record.message(), record.fault()));
                }
                metrics.count(Outcome.DEAD_LETTERED);
            } else {
                flusher.marks().item(entry.event().origin().received());
                metrics.count(fold.fold(entry, batch.before(entry)), entry);
                metrics.countedAsOther(fold.takeOthers());
            }
        }
    }

    /** A heartbeat: it changes no score, and tells how old what is written is. */
    private void passOver(Decoded heartbeat) {
        ConsumerRecord<byte[], byte[]> message = heartbeat.message();
        boolean isWritten = heartbeat.isFolded();
        heartbeat.fold().passOver(message.offset());
        Heartbeats.sent(message).ifPresent(sent -> {
            if (isWritten) {
                freshness.known(message.partition(), sent);
            } else {
                flusher.marks().heartbeat(message.partition(), sent);
            }
        });
    }

    private void announce(Entry entry) {
        Series series = entry.series();
        if (series != null) {
            changes.changed(entry.event().origin().store(), series);
        }
    }
}
