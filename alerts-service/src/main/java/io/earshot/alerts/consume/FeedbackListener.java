package io.earshot.alerts.consume;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.earshot.alerts.cases.CaseBook;
import io.earshot.alerts.cases.CaseProperties;
import io.earshot.alerts.cases.Offer;
import io.earshot.alerts.cases.Taken;
import io.earshot.alerts.rulebooks.Rulebooks;
import io.earshot.alerts.tracing.Tracing;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent;
import io.earshot.feedback.FeedbackEvent.Erased;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import io.earshot.feedback.FeedbackRecords;
import io.earshot.feedback.Heartbeats;
import io.earshot.feedback.Topics;
import io.earshot.feedback.UnreadableRecordException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.stereotype.Component;

/**
 * Judges the items of a batch and puts the flagged ones into cases; returns when all of them are recorded, so that the offsets may be
 * committed. Throws if that can't be had: then the same batch comes again, and what is settled already is passed over.
 */
@Component
final class FeedbackListener implements BatchMessageListener<byte[], byte[]>, ConsumerSeekAware, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackListener.class);

    private final Rulebooks rulebooks;
    private final CaseBook book;
    private final ConsumeCounters counters;
    private final PipelineAge age;
    private final Duration openFor;
    private final Clock clock;
    private final Tracing tracing;
    private final CustomerLanes lanes = new CustomerLanes();
    private final Set<Position> settled = ConcurrentHashMap.newKeySet();

    FeedbackListener(
            Rulebooks rulebooks,
            CaseBook book,
            ConsumeCounters counters,
            PipelineAge age,
            CaseProperties properties,
            Clock clock,
            Tracing tracing) {
        this.rulebooks = rulebooks;
        this.book = book;
        this.counters = counters;
        this.age = age;
        this.openFor = properties.openFor();
        this.clock = clock;
        this.tracing = tracing;
    }

    /** Where a record lies; the time tells it from one of a topic that was deleted and made again. */
    private record Position(int partition, long offset, long timestamp) {

        static Position of(ConsumerRecord<byte[], byte[]> message) {
            return new Position(message.partition(), message.offset(), message.timestamp());
        }
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> batch) {
        Set<Position> positions = new HashSet<>();
        Map<Integer, Instant> heartbeats = new HashMap<>();
        try {
            for (ConsumerRecord<byte[], byte[]> message : batch) {
                Position position = Position.of(message);
                if (Heartbeats.isHeartbeat(message)) {
                    Heartbeats.sent(message).ifPresent(sent -> heartbeats.put(message.partition(), sent));
                } else if (positions.add(position) && !settled.contains(position)) {
                    read(message).ifPresent(event -> take(event, position, trace(message)));
                }
            }
        } finally {
            lanes.finish();
        }
        settled.removeAll(positions);
        // what came before them in the batch is in Cassandra by now
        age.recorded(heartbeats);
    }

    @Override
    public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
        if (partitions != null) {
            partitions.forEach(partition -> age.forget(partition.partition()));
        }
    }

    private Optional<FeedbackEvent> read(ConsumerRecord<byte[], byte[]> message) {
        try {
            return Optional.of(FeedbackRecords.read(message));
        } catch (UnreadableRecordException e) {
            // the reason may hold personal data: it stands on the dead-letter topic
            LOG.warn("Passed over an unreadable record, partition {} offset {}", message.partition(), message.offset());
            settle(Position.of(message), Outcome.UNREADABLE);
            return Optional.empty();
        }
    }

    private void take(FeedbackEvent event, Position position, @Nullable String trace) {
        String store = event.origin().store();
        if (event instanceof Withdrawn withdrawn) {
            String item = withdrawn.id();
            run(store, "item:" + item, item, trace, () -> {
                book.withdrawn(store, item);
                settle(position, Outcome.WITHDRAWN);
            });
        } else if (event instanceof Erased erased) {
            run(store, "id:" + erased.customerId(), "", trace, () -> {
                book.erased(store, erased.customerId());
                settle(position, Outcome.ERASED);
            });
        } else {
            offer(offer((Submitted) event), event.origin().received(), position, trace);
        }
    }

    private @Nullable String trace(ConsumerRecord<byte[], byte[]> message) {
        Header header = tracing.isOn() ? message.headers().lastHeader(Tracing.HEADER) : null;
        return header == null || header.value() == null ? null : new String(header.value(), US_ASCII);
    }

    private Offer offer(Submitted event) {
        Feedback item = event.feedback();
        boolean isRecent = !item.occurredAt().isBefore(clock.instant().minus(openFor));
        return new Offer(
                event.origin().store(),
                item,
                event.origin().via(),
                rulebooks.of(event.origin().store()).judge(item).orElse(null),
                isRecent,
                Contentment.of(item));
    }

    private void offer(Offer offer, Instant received, Position position, @Nullable String trace) {
        Outcome silent = offer.flag() == null ? Outcome.UNFLAGGED : Outcome.TOO_OLD;
        if (!offer.matters()) {
            settle(position, silent);
            return;
        }
        run(offer.store(), offer.customer(), offer.item().id(), trace, () -> {
            Taken taken = book.submitted(offer);
            if (taken == Taken.OPENED) {
                counters.opened();
            }
            if (taken == Taken.OPENED || taken == Taken.JOINED) {
                counters.recorded(Duration.between(received, clock.instant()));
            }
            settle(position, taken == Taken.UNFLAGGED ? silent : Outcome.of(taken));
        });
    }

    private void run(String store, String customer, String item, @Nullable String trace, Runnable work) {
        lanes.run(store + "\n" + customer, store + "\n" + item, tracing.part("process " + Topics.EVENTS, trace, work));
    }

    private void settle(Position position, Outcome outcome) {
        counters.count(outcome);
        settled.add(position);
    }

    @Override
    public void destroy() {
        lanes.close();
    }
}
