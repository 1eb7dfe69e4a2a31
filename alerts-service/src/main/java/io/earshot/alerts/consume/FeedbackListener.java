package io.earshot.alerts.consume;

import io.earshot.alerts.cases.CaseBook;
import io.earshot.alerts.cases.CaseProperties;
import io.earshot.alerts.cases.Taken;
import io.earshot.alerts.channels.Channel;
import io.earshot.alerts.channels.Channels;
import io.earshot.alerts.rules.Flag;
import io.earshot.alerts.rules.Rulebook;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent;
import io.earshot.feedback.FeedbackEvent.Erased;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import io.earshot.feedback.FeedbackRecords;
import io.earshot.feedback.UnreadableRecordException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.stereotype.Component;

/**
 * Judges the items of a batch and puts the flagged ones into cases; returns when all of them are recorded, so that the offsets may be
 * committed. Throws if that can't be had: then the same batch comes again, and what is settled already is passed over.
 */
@Component
final class FeedbackListener implements BatchMessageListener<byte[], byte[]>, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(FeedbackListener.class);

    private final Rulebook rulebook = Rulebook.outOfTheBox();
    private final CaseBook book;
    private final Channels channels;
    private final ConsumeCounters counters;
    private final Duration openFor;
    private final Clock clock;
    private final CustomerLanes lanes = new CustomerLanes();
    private final Set<Position> settled = ConcurrentHashMap.newKeySet();

    FeedbackListener(
            CaseBook book, Channels channels, ConsumeCounters counters, CaseProperties properties, Clock clock) {
        this.book = book;
        this.channels = channels;
        this.counters = counters;
        this.openFor = properties.openFor();
        this.clock = clock;
    }

    private record Position(int partition, long offset) {}

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> batch) {
        // read anew for each batch, so that a new channel hears of the next item
        Map<String, List<Channel>> channelsOf = new ConcurrentHashMap<>();
        Set<Position> positions = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> message : batch) {
            Position position = new Position(message.partition(), message.offset());
            positions.add(position);
            if (!settled.contains(position)) {
                read(message).ifPresent(event -> take(event, position, channelsOf));
            }
        }
        lanes.finish();
        settled.removeAll(positions);
    }

    private Optional<FeedbackEvent> read(ConsumerRecord<byte[], byte[]> message) {
        try {
            return Optional.of(FeedbackRecords.read(message));
        } catch (UnreadableRecordException e) {
            // the reason may hold personal data: it stands on the dead-letter topic
            LOG.warn("Passed over an unreadable record, partition {} offset {}", message.partition(), message.offset());
            settle(new Position(message.partition(), message.offset()), Outcome.UNREADABLE);
            return Optional.empty();
        }
    }

    private void take(FeedbackEvent event, Position position, Map<String, List<Channel>> channelsOf) {
        if (event instanceof Withdrawn) {
            settle(position, Outcome.WITHDRAWN);
        } else if (event instanceof Erased) {
            settle(position, Outcome.ERASED);
        } else {
            take(event.origin().store(), ((Submitted) event).feedback(), position, channelsOf);
        }
    }

    private void take(String store, Feedback item, Position position, Map<String, List<Channel>> channelsOf) {
        Optional<Flag> flag = rulebook.judge(item);
        boolean isOld = item.occurredAt().isBefore(clock.instant().minus(openFor));
        boolean calls = flag.isPresent() && !isOld;
        Outcome silent = flag.isPresent() ? Outcome.TOO_OLD : Outcome.UNFLAGGED;
        if (!calls && item.revision() == 0) {
            // a first revision can't be higher than the one that is known
            settle(position, silent);
            return;
        }
        lanes.run(store + "\n" + CaseBook.customer(item), store + "\n" + item.id(), () -> {
            if (calls) {
                settle(position, open(store, item, flag.get(), channelsOf));
            } else {
                settle(position, book.isKnown(store, item) ? Outcome.KNOWN : silent);
            }
        });
    }

    private Outcome open(String store, Feedback item, Flag flag, Map<String, List<Channel>> channelsOf) {
        Taken taken = book.take(store, item, flag, channelsOf.computeIfAbsent(store, channels::ofStore));
        if (taken == Taken.OPENED) {
            counters.opened();
        }
        return taken == Taken.KNOWN ? Outcome.KNOWN : Outcome.FLAGGED;
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
