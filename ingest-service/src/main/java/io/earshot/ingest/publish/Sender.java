package io.earshot.ingest.publish;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that talks to the producer, because {@link Producer#send} blocks its caller while there is no metadata or no memory.
 *
 * <p>When it did block in vain, what waits behind would only block as well: all of it is refused at once, so that nobody waits for longer than
 * one such block. A shipment that waited here for too long is never sent: its client would not see the acknowledgement in time.
 *
 * <p>The producer's own delivery time-out is not relied on: while it has no producer id and no broker to get one from, it does not look at
 * what has expired. So what was sent is watched here as well.
 */
final class Sender implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final int MOST_AT_A_TIME = 256;

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final BlockingQueue<Shipment> waiting;
    private final Duration patience;
    private final Duration timeout;
    /** What was sent, oldest first. Used by the sending thread alone. */
    private final Deque<Shipment> sent = new ArrayDeque<>();

    private final KafkaHealth health;
    private volatile boolean stopping;
    /** Used by the sending thread alone. */
    private boolean blockedInVain;

    /**
     * @param producers gives the producer in use; a broken one is replaced
     * @param patience how long a shipment may wait before it is sent
     * @param timeout how long after its hand-over a shipment is given up
     * @param health is told what becomes of the shipments
     */
    Sender(
            Supplier<Producer<byte[], byte[]>> producers,
            BlockingQueue<Shipment> waiting,
            Duration patience,
            Duration timeout,
            KafkaHealth health) {
        this.producers = producers;
        this.waiting = waiting;
        this.patience = patience;
        this.timeout = timeout;
        this.health = health;
    }

    /** Lets {@link #run()} return when nothing waits any more. */
    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        List<Shipment> taken = new ArrayList<>(MOST_AT_A_TIME);
        while (!stopping || !waiting.isEmpty() || !sent.isEmpty()) {
            try {
                Shipment first = waiting.poll(50, TimeUnit.MILLISECONDS);
                if (first != null) {
                    taken.add(first);
                    waiting.drainTo(taken, MOST_AT_A_TIME - 1);
                }
            } catch (InterruptedException e) {
                // only the end of the JVM interrupts: what waits is answered, then this thread ends
                stopping = true;
            }
            for (Shipment shipment : taken) {
                send(shipment);
                // a large shipment may have waited for memory, again and again
                giveUpTheLate();
            }
            taken.clear();
            if (blockedInVain) {
                waiting.drainTo(taken);
                taken.forEach(shipment -> shipment.refuseFrom(0));
                taken.clear();
                blockedInVain = false;
            }
            giveUpTheLate();
        }
    }

    private void send(Shipment shipment) {
        List<ProducerRecord<byte[], byte[]>> records = shipment.unpack();
        int next = 0;
        try {
            if (!shipment.isOlderThan(patience) && !blockedInVain) {
                Producer<byte[], byte[]> producer = producers.get();
                while (next < records.size() && !blockedInVain && !shipment.isOlderThan(patience)) {
                    producer.send(records.get(next), callback(shipment, next));
                    next++;
                }
            }
        } catch (Throwable e) {
            // also an Error, such as a codec that can't be loaded: the thread has to live on and to answer
            LOG.error("The producer failed", e);
        }
        shipment.refuseFrom(next);
        sent.add(shipment);
    }

    private void giveUpTheLate() {
        Shipment oldest = sent.peek();
        while (oldest != null && (oldest.isDone() || oldest.isOlderThan(timeout))) {
            if (!oldest.isDone()) {
                health.failed(oldest, new TimeoutException("no answer within " + timeout.toMillis() + " ms"));
                oldest.refuseFrom(0);
            }
            sent.remove();
            oldest = sent.peek();
        }
    }

    private Callback callback(Shipment shipment, int index) {
        Thread sender = Thread.currentThread();
        return (metadata, failure) -> {
            if (failure == null) {
                health.acknowledged(shipment);
                shipment.accept(index);
            } else {
                // called from within send: it waited for metadata or memory, and got none
                if (failure instanceof TimeoutException && Thread.currentThread() == sender) {
                    blockedInVain = true;
                }
                // a full buffer is the doing of other partitions as well
                if (!(failure instanceof BufferExhaustedException)) {
                    health.failed(shipment, failure);
                }
                shipment.refuse(index);
            }
        };
    }
}
