package io.earshot.alerts.dryruns;

import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rules.Rule;
import io.earshot.alerts.rules.Rulebook;
import io.earshot.feedback.FeedbackRecords;
import io.earshot.feedback.UnreadableRecordException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/** Asks the feedback topic what a rule would have flagged. */
@Component
final class DryRuns {

    private static final Logger LOG = LoggerFactory.getLogger(DryRuns.class);
    /** As long as the topic keeps items by default, and items open cases. */
    private static final Duration WINDOW = Duration.ofDays(30);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int RETRY_SECONDS = 5;

    private final StoreLog log;
    private final DryRunProperties properties;
    private final Clock clock;
    private final Semaphore room;
    private final Set<String> stores = ConcurrentHashMap.newKeySet();

    DryRuns(KafkaProperties kafka, DryRunProperties properties, Clock clock) {
        this.log = new StoreLog(kafka.buildConsumerProperties(), properties.spread(), PATIENCE);
        this.properties = properties;
        this.clock = clock;
        this.room = new Semaphore(properties.concurrency());
    }

    /**
     * What came of it.
     *
     * @param to until when items were read, by the time they came in
     * @param complete whether that is until now; else time or memory did not suffice
     */
    record Result(Instant from, Instant to, boolean complete, Tally tally) {}

    /**
     * Judges the store's items of the last 30 days by one rule, also if it is not enabled; blocks for at most the timeout, and a few seconds
     * where Kafka does not answer.
     *
     * @throws ProblemException if too many run at once, or Kafka can't be asked
     */
    Result run(String store, Rule rule) {
        if (!stores.add(store)) {
            throw ProblemException.unavailable(
                    "a dry run of the store is under way (expected: one at a time)", RETRY_SECONDS);
        }
        try {
            if (!room.tryAcquire()) {
                throw ProblemException.unavailable(
                        "as many dry runs as may are under way (expected: at most " + properties.concurrency() + ")",
                        RETRY_SECONDS);
            }
            try {
                return ask(store, rule);
            } finally {
                room.release();
            }
        } finally {
            stores.remove(store);
        }
    }

    private Result ask(String store, Rule rule) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant from = now.minus(WINDOW);
        Tally tally = new Tally(new Rulebook(List.of(enabled(rule))), from, properties.mostItems());
        long deadline = System.nanoTime() + properties.timeout().toNanos();
        try {
            Instant reached = log.read(store, from, deadline, message -> add(tally, message));
            return new Result(from, Objects.requireNonNullElse(reached, now), reached == null, tally);
        } catch (KafkaException e) {
            LOG.warn("Broke off a dry run: {}", e.toString());
            throw ProblemException.unavailable("Kafka can't be asked right now", RETRY_SECONDS);
        }
    }

    private static boolean add(Tally tally, ConsumerRecord<byte[], byte[]> message) {
        try {
            return tally.add(FeedbackRecords.read(message));
        } catch (UnreadableRecordException e) {
            // no item, as the consumer sees it too
            return true;
        }
    }

    private static Rule enabled(Rule rule) {
        return new Rule(
                rule.name(),
                true,
                rule.when(),
                rule.severity(),
                rule.finer(),
                rule.team(),
                rule.due(),
                rule.escalateAfter());
    }
}
