package io.earshot.ingest.publish;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records on their way together: one hand-over, one answer, when the last of them is settled. Each record is settled once; what Kafka says of a
 * record that was given up before is passed over.
 */
final class Shipment {

    private static final Logger LOG = LoggerFactory.getLogger(Shipment.class);

    private final int size;
    private final PartitionHealth partition;
    private final long acknowledgementsSeen;
    private final BitSet open = new BitSet();
    private final BitSet refused = new BitSet();
    private final Consumer<Receipt> settled;
    private final long handedOver = System.nanoTime();
    private List<ProducerRecord<byte[], byte[]>> records;
    private volatile boolean done;

    /**
     * Hands the records over.
     *
     * @param partition where all of them go
     * @param settled is called once, by whichever thread settles the last record; must not block
     */
    Shipment(List<ProducerRecord<byte[], byte[]>> records, PartitionHealth partition, Consumer<Receipt> settled) {
        this.size = records.size();
        this.partition = partition;
        this.acknowledgementsSeen = partition.acknowledgements();
        this.settled = settled;
        this.records = records;
        open.set(0, size);
    }

    PartitionHealth partition() {
        return partition;
    }

    /** How many acknowledgements of the partition had come when the shipment was handed over. */
    long acknowledgementsSeen() {
        return acknowledgementsSeen;
    }

    boolean isOlderThan(Duration age) {
        return System.nanoTime() - handedOver > age.toNanos();
    }

    /** Whether every record is settled. */
    boolean isDone() {
        return done;
    }

    /** The records; from now on the shipment keeps them in memory no longer. */
    List<ProducerRecord<byte[], byte[]>> unpack() {
        List<ProducerRecord<byte[], byte[]>> unpacked = records;
        records = List.of();
        return unpacked;
    }

    void accept(int index) {
        settle(index, index + 1, false);
    }

    void refuse(int index) {
        settle(index, index + 1, true);
    }

    /** Refuses every record from this one on that is not settled yet. */
    void refuseFrom(int index) {
        settle(index, size, true);
    }

    private void settle(int from, int to, boolean refuse) {
        synchronized (open) {
            if (done) {
                return;
            }
            if (refuse) {
                for (int i = open.nextSetBit(from); i >= 0 && i < to; i = open.nextSetBit(i + 1)) {
                    refused.set(i);
                }
            }
            open.clear(from, to);
            if (!open.isEmpty()) {
                return;
            }
            done = true;
        }
        try {
            settled.accept(new Receipt(size, refused));
        } catch (Throwable e) {
            // its client is told nothing then; but the threads that settle have others to serve
            LOG.error("The answer to a shipment failed", e);
        }
    }
}
