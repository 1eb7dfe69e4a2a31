package io.earshot.ingest.publish;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that Kafka takes no items, and once that it does again, however many items and partitions that concerns. */
final class OutageLog {

    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

    private final LongAdder refused = new LongAdder();
    private int partitions;

    /** For one partition more Kafka takes no items. */
    synchronized void begin(Exception failure) {
        if (partitions++ == 0) {
            LOG.warn("Kafka does not take items: {}", failure.toString());
        }
    }

    /** For one partition less. May come before its {@link #begin}, where two threads are at it. */
    synchronized void end() {
        if (--partitions == 0) {
            LOG.info("Kafka takes items again; {} were refused at once meanwhile", refused.sumThenReset());
        }
    }

    void refused(int items) {
        refused.add(items);
    }
}
