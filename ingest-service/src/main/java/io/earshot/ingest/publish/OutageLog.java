package io.earshot.ingest.publish;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that Kafka takes no items, and once that it does again, however many items that concerns. */
final class OutageLog {

    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

    private final AtomicLong refused = new AtomicLong();

    /** @param failure what Kafka's client said of an item, null if it is acknowledged */
    void saw(@Nullable Exception failure) {
        if (failure != null) {
            if (refused.getAndIncrement() == 0) {
                LOG.warn("Kafka does not take items: {}", failure.toString());
            }
        } else if (refused.get() != 0) {
            long items = refused.getAndSet(0);
            if (items != 0) {
                LOG.info("Kafka takes items again; {} were refused", items);
            }
        }
    }
}
