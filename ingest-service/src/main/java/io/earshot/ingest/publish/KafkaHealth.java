package io.earshot.ingest.publish;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What is known of Kafka, partition by partition: a store lives in one, and where the leader of one is away the stores of the others go on. Safe
 * for use by several threads.
 */
final class KafkaHealth {

    private final PartitionHealth[] partitions;
    private final OutageLog log = new OutageLog();

    /** @param timeout after which a shipment is given up */
    KafkaHealth(int partitions, Duration timeout) {
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(partition -> new PartitionHealth(timeout))
                .toArray(PartitionHealth[]::new);
    }

    PartitionHealth of(int partition) {
        return partitions[partition];
    }

    /** A record of the shipment was acknowledged. One that was given up before says no more than that Kafka is too slow. */
    void acknowledged(Shipment shipment) {
        if (!shipment.isDone() && shipment.partition().acknowledge()) {
            log.end(away());
        }
    }

    /** A record of the shipment, or the rest of it, was refused by Kafka or by a time-out. */
    void failed(Shipment shipment, Exception failure) {
        if (shipment.partition().fail(shipment.acknowledgementsSeen(), System.nanoTime())) {
            log.begin(away(), failure);
        }
    }

    /** Items were refused because Kafka is known to be away. */
    void refused(int items) {
        log.refused(items);
    }

    /** How many partitions Kafka is known to take no items of. */
    int away() {
        long now = System.nanoTime();
        return (int) Arrays.stream(partitions)
                .filter(partition -> partition.isAway(now))
                .count();
    }
}
