package io.earshot.scoring.rebuild;

import io.earshot.scoring.cassandra.CassandraProperties;
import io.earshot.scoring.consume.ConsumeProperties;
import java.time.Duration;

/**
 * What a rebuild has to know of the service.
 *
 * @param spread how many partitions stores are spread over
 * @param minuteRetention how long minute rows are kept
 * @param rowsRetention how long other rows are kept, zero for good
 * @param itemsRetention how long items are known, zero for good
 * @param handover how long the rebuild goes on folding once its rows are read
 */
record RebuildSettings(
        int spread, Duration minuteRetention, Duration rowsRetention, Duration itemsRetention, Duration handover) {

    static RebuildSettings of(ConsumeProperties consume, CassandraProperties cassandra) {
        return new RebuildSettings(
                consume.spread(),
                cassandra.minuteRetention(),
                cassandra.rowsRetention(),
                cassandra.itemsRetention(),
                consume.handover());
    }

    /** Whether there may be rows whose items have expired. */
    boolean rowsOutliveItems() {
        boolean itemsExpire = !itemsRetention.isZero();
        return itemsExpire && (rowsRetention.isZero() || rowsRetention.compareTo(itemsRetention) > 0);
    }
}
