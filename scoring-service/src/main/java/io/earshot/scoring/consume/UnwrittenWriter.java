package io.earshot.scoring.consume;

import io.earshot.scoring.cassandra.InFlight;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.consume.TopicWatch.TopicUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;

/** Writes what was folded: dead letters and rows first, and how far that is only once they are there. */
final class UnwrittenWriter {

    private static final Logger LOG = LoggerFactory.getLogger(UnwrittenWriter.class);

    private final ScoringStore store;
    private final int generation;
    private final int requestsAtOnce;
    private final TopicWatch topics;
    private final KafkaOperations<byte[], byte[]> deadLetterTemplate;

    /**
     * @param generation whose rows are written
     * @param requestsAtOnce to Cassandra
     */
    UnwrittenWriter(
            ScoringStore store,
            int generation,
            int requestsAtOnce,
            TopicWatch topics,
            KafkaOperations<byte[], byte[]> deadLetterTemplate) {
        this.store = store;
        this.generation = generation;
        this.requestsAtOnce = requestsAtOnce;
        this.topics = topics;
        this.deadLetterTemplate = deadLetterTemplate;
    }

    /** Whether the topic is still the one that it was folded from. */
    boolean isOfTheTopic(Unwritten next) throws TopicUnavailableException {
        String topicId = topics.eventsId();
        if (next.rows().keySet().stream().allMatch(source -> source.topicId().equals(topicId))) {
            return true;
        }
        LOG.error("The topic has the id {} now: it was made anew; starting over with it", topicId);
        return false;
    }

    /** Returns when all is written; may be done again. */
    void write(Unwritten next) throws ExecutionException, InterruptedException {
        List<Future<?>> sent = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> message : next.deadLetters()) {
            sent.add(deadLetterTemplate.send(message));
        }
        InFlight writes = new InFlight(requestsAtOnce);
        next.rows()
                .forEach((source, images) -> store.scoreRows()
                        .writes(generation, images, source.name())
                        .forEach(statement -> writes.submit(() -> store.execute(statement))));
        writes.await();
        for (Future<?> one : sent) {
            one.get();
        }
        InFlight progress = new InFlight(requestsAtOnce);
        next.lastOffsets()
                .forEach((source, lastOffset) -> progress.submit(() ->
                        store.execute(store.progress().write(store.scoresReader(generation), source, lastOffset))));
        progress.await();
    }
}
