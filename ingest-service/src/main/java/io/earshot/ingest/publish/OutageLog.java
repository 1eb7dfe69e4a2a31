package io.earshot.ingest.publish;

import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that Kafka takes no items, and once that it does again, however many items and partitions that concerns. */
final class OutageLog {

    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

    private final LongAdder refused = new LongAdder();
    private boolean ongoing;

    /**
     * For a partition Kafka takes no items any more.
     *
     * @param away for how many, this one included
     */
    synchronized void begin(int away, Exception failure) {
        if (!ongoing || away == 1) {
            LOG.warn("Kafka does not take items: {}", failure.toString());
        }
        ongoing = true;
    }

    /**
     * For a partition Kafka takes items again.
     *
     * @param away for how many it does not
     */
    synchronized void end(int away) {
        if (ongoing && away == 0) {
            ongoing = false;
            LOG.info("Kafka takes items again; {} were refused at once meanwhile", refused.sumThenReset());
        }
    }

    void refused(int items) {
        refused.add(items);
    }
}
