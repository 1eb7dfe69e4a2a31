package io.earshot.scoring.rebuild;

import java.time.Duration;

/**
 * What a rebuild has to know of the service.
 *
 * @param spread how many partitions stores are spread over
 * @param minuteRetention how long minute rows are kept
 * @param handover how long the rebuild goes on folding once its rows are read
 */
record RebuildSettings(int spread, Duration minuteRetention, Duration handover) {

    RebuildSettings {
        if (handover.isNegative()) {
            throw new IllegalArgumentException("handover: " + handover + " (expected: >= 0)");
        }
    }
}
