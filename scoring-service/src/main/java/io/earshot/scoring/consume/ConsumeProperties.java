package io.earshot.scoring.consume;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log is read.
 *
 * @param scoresGroup the consumer group that folds scores
 * @param itemsGroup the consumer group that writes down items
 * @param threads how many threads fold scores, each with its share of the partitions; 0: other instances do
 * @param itemsThreads how many threads write down items; 0: other instances do
 * @param memory how many of the last records of a partition are remembered to know repeats by
 * @param rows how many rows are kept at hand, for each thread that folds
 * @param unwritten how many folded records may wait to be written before reading pauses
 * @param writes how many writes may be under way at once, for each thread
 * @param flush the shortest time from one write of the changed rows to the next
 * @param spread how many partitions the ingest service spreads stores over; a topic with fewer is not ready
 * @param sourceCheck how often the topic's id is checked
 * @param handover how long a rebuild goes on folding once its rows are read; 0: not at all
 */
@ConfigurationProperties("earshot.scoring")
public record ConsumeProperties(
        @DefaultValue("earshot-scoring") String scoresGroup,
        @DefaultValue("earshot-scoring-items") String itemsGroup,
        @DefaultValue("1") int threads,
        @DefaultValue("1") int itemsThreads,
        @DefaultValue("100000") int memory,
        @DefaultValue("100000") int rows,
        @DefaultValue("400000") int unwritten,
        @DefaultValue("256") int writes,
        @DefaultValue("100ms") Duration flush,
        @DefaultValue("24") int spread,
        @DefaultValue("10s") Duration sourceCheck,
        @DefaultValue("30s") Duration handover) {

    public ConsumeProperties {
        atLeast(0, "threads", threads);
        atLeast(0, "items-threads", itemsThreads);
        atLeast(1, "memory", memory);
        atLeast(1, "rows", rows);
        atLeast(1, "unwritten", unwritten);
        atLeast(1, "writes", writes);
        atLeast(1, "spread", spread);
        if (flush.isNegative()) {
            throw new IllegalArgumentException("flush: " + flush + " (expected: >= 0)");
        }
        if (handover.isNegative()) {
            throw new IllegalArgumentException("handover: " + handover + " (expected: >= 0)");
        }
        if (sourceCheck.isNegative() || sourceCheck.isZero()) {
            throw new IllegalArgumentException("source-check: " + sourceCheck + " (expected: > 0)");
        }
    }

    /** The same for a generation that is built beside the active one: scores only, in a group of its own. */
    ConsumeProperties forGeneration(int generation) {
        return new ConsumeProperties(
                scoresGroup + "-generation-" + generation,
                itemsGroup,
                Math.max(1, threads),
                0,
                memory,
                rows,
                unwritten,
                writes,
                flush,
                spread,
                sourceCheck,
                handover);
    }

    private static void atLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least " + least + ")");
        }
    }
}
