package io.earshot.ingest.publish;

import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records on their way together: one hand-over, one answer, when the last of them is settled. */
final class Shipment {

    private final int size;
    private final AtomicInteger open;
    private final BitSet refused = new BitSet();
    private final Consumer<Receipt> settled;
    private final long handedOver = System.nanoTime();
    private List<ProducerRecord<byte[], byte[]>> records;

    /** @param settled is called once, by whichever thread settles the last record; must not block */
    Shipment(List<ProducerRecord<byte[], byte[]>> records, Consumer<Receipt> settled) {
        this.size = records.size();
        this.open = new AtomicInteger(size);
        this.settled = settled;
        this.records = records;
    }

    /** Nanoseconds since the shipment was made. */
    long age() {
        return System.nanoTime() - handedOver;
    }

    /** The records; from now on the shipment keeps them in memory no longer. */
    List<ProducerRecord<byte[], byte[]>> unpack() {
        List<ProducerRecord<byte[], byte[]>> unpacked = records;
        records = List.of();
        return unpacked;
    }

    void accept() {
        settle(1);
    }

    void refuse(int index) {
        synchronized (refused) {
            refused.set(index);
        }
        settle(1);
    }

    /** Refuses the record at {@code from} and all behind it. */
    void refuseFrom(int from) {
        if (from < size) {
            synchronized (refused) {
                refused.set(from, size);
            }
            settle(size - from);
        }
    }

    private void settle(int count) {
        if (open.addAndGet(-count) == 0) {
            settled.accept(new Receipt(size, refused));
        }
    }
}
