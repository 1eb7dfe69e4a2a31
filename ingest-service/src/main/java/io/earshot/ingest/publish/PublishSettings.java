package io.earshot.ingest.publish;

import io.earshot.feedback.StorePartition;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How items go to Kafka.
 *
 * @param spread the number of partitions that stores are spread over; the same in every instance, for good
 * @param timeout from the hand-over of an item to the 503, 600 ms to 2 s
 * @param mostInFlight items between hand-over and acknowledgement; more are refused at once
 * @param mostBytesInFlight the bytes of their records; more are refused at once
 * @param bufferMemory of the producer, for what waits to be sent
 */
@ConfigurationProperties("earshot.ingest.publish")
record PublishSettings(
        @DefaultValue("" + StorePartition.DEFAULT_SPREAD) int spread,
        @DefaultValue("1700ms") Duration timeout,
        @DefaultValue("20000") int mostInFlight,
        @DefaultValue("64MB") DataSize mostBytesInFlight,
        @DefaultValue("32MB") DataSize bufferMemory) {

    PublishSettings {
        if (spread < 1) {
            throw new IllegalArgumentException("EARSHOT_SPREAD: " + spread + " (expected: at least 1)");
        }
        if (timeout.toMillis() < 600 || timeout.toMillis() > 2_000) {
            throw new IllegalArgumentException(
                    "EARSHOT_INGEST_PUBLISH_TIMEOUT: " + timeout.toMillis() + " ms (expected: 600ms to 2s)");
        }
        if (mostInFlight < 1_000) {
            throw new IllegalArgumentException("EARSHOT_INGEST_MOST_IN_FLIGHT: " + mostInFlight
                    + " (expected: at least 1000, the items of a batch)");
        }
        if (mostBytesInFlight.toBytes() < DataSize.ofMegabytes(8).toBytes()) {
            throw new IllegalArgumentException("EARSHOT_INGEST_MOST_BYTES_IN_FLIGHT: " + mostBytesInFlight
                    + " (expected: at least 8MB, more than a batch)");
        }
        if (bufferMemory.toBytes() < DataSize.ofMegabytes(1).toBytes()) {
            throw new IllegalArgumentException(
                    "EARSHOT_INGEST_BUFFER_MEMORY: " + bufferMemory + " (expected: at least 1MB)");
        }
    }

    /**
     * How long a shipment may wait for the sender. What waited for longer has little chance to be acknowledged in time; but a busy machine is no
     * reason to refuse items that Kafka would take.
     */
    Duration patience() {
        return timeout.dividedBy(2);
    }

    /** How long the producer may block for metadata or memory: nobody behind waits for longer than one such block. */
    Duration block() {
        return timeout.dividedBy(9);
    }

    /**
     * How long the producer tries to get an acknowledgement. Together with a long wait that exceeds the time-out: then the sender gives the shipment
     * up, and the item may still land.
     */
    Duration delivery() {
        return timeout.minus(block().multipliedBy(2));
    }
}
