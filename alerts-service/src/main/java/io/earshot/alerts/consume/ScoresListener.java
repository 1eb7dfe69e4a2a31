package io.earshot.alerts.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.alerts.drops.DropOutcome;
import io.earshot.alerts.drops.PublishedScore;
import io.earshot.alerts.drops.ScoreWatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/**
 * Shows published scores to the watch, of each score the latest of a batch: what it was before is of no use then. Throws while Cassandra is
 * away: then the same batch comes again.
 */
@Component
final class ScoresListener implements BatchMessageListener<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(ScoresListener.class);

    private final ScoreWatch watch;
    private final ObjectMapper mapper;
    private final ScoreCounters counters;

    ScoresListener(ScoreWatch watch, ObjectMapper mapper, ScoreCounters counters) {
        this.watch = watch;
        this.mapper = mapper;
        this.counters = counters;
    }

    private record Key(String store, String score) {}

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> batch) {
        Map<Key, PublishedScore> latest = new LinkedHashMap<>();
        List<DropOutcome> outcomes = new ArrayList<>();
        int scores = 0;
        for (ConsumerRecord<byte[], byte[]> message : batch) {
            try {
                Optional<PublishedScore> score = read(message);
                if (score.isPresent()) {
                    latest.merge(keyOf(message, score.get()), score.get(), ScoresListener::later);
                    scores++;
                } else {
                    outcomes.add(DropOutcome.UNWATCHED);
                }
            } catch (JacksonException | IllegalArgumentException e) {
                LOG.warn(
                        "Passed over an unreadable score, partition {} offset {}",
                        message.partition(),
                        message.offset());
                outcomes.add(DropOutcome.UNREADABLE);
            }
        }
        outcomes.addAll(Collections.nCopies(scores - latest.size(), DropOutcome.SUPERSEDED));
        latest.forEach((key, score) -> outcomes.add(watch.take(key.store(), score)));
        counters.count(outcomes);
    }

    private static Key keyOf(ConsumerRecord<byte[], byte[]> message, PublishedScore score) {
        return new Key(new String(message.key(), UTF_8), score.name());
    }

    private Optional<PublishedScore> read(ConsumerRecord<byte[], byte[]> message) {
        if (message.key() == null || message.value() == null) {
            throw new IllegalArgumentException("no score");
        }
        return PublishedScore.read(mapper.readTree(message.value()));
    }

    private static PublishedScore later(PublishedScore one, PublishedScore other) {
        return other.to().isBefore(one.to()) ? one : other;
    }
}
