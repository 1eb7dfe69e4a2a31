package io.earshot.ingest.publish;

import io.earshot.feedback.FeedbackEvent;
import io.earshot.feedback.FeedbackRecords;
import io.earshot.feedback.StorePartition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes items: {@link #publish} never blocks, and answers within the setting's time whether Kafka has each item on all in-sync replicas.
 * Safe for use by several threads.
 *
 * <p>Stops after the web server has drained, and then waits for what is on its way.
 */
public final class Publisher implements SmartLifecycle {

    private static final String TRACE = "traceparent";
    private static final Duration[] LATENCIES = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2)
    };

    private final PublishSettings settings;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final BlockingQueue<Shipment> waiting;
    private final KafkaHealth health;
    private final InFlight inFlight;
    private final Timer latency;
    private final Sender sender;
    private final Thread thread;
    private volatile boolean open;

    Publisher(PublishSettings settings, Supplier<Producer<byte[], byte[]>> producers, MeterRegistry registry) {
        this.settings = settings;
        this.producers = producers;
        // a shipment holds at least one item, so the bound on items bounds the queue as well
        this.waiting = new ArrayBlockingQueue<>(settings.mostInFlight());
        this.inFlight = new InFlight(
                settings.mostInFlight(), settings.mostBytesInFlight().toBytes());
        this.health = new KafkaHealth(settings.spread(), settings.timeout());
        this.sender = new Sender(producers, waiting, settings.patience(), settings.timeout(), health);
        this.thread = new Thread(sender, "earshot-sender");
        this.latency = Timer.builder("earshot.ingest.publish")
                .description(
                        "From the hand-over of a post, batch or chunk of rows to the last acknowledgement or refusal")
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
        Gauge.builder("earshot.ingest.in.flight", inFlight, InFlight::items)
                .description("Items between hand-over and acknowledgement")
                .register(registry);
        Gauge.builder("earshot.ingest.in.flight.size", inFlight, InFlight::bytes)
                .description("Bytes of the items between hand-over and acknowledgement")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("earshot.ingest.kafka.away", health, KafkaHealth::away)
                .description("Partitions known to be away: their items are refused at once, but for probes")
                .register(registry);
    }

    /**
     * Publishes events of one store, in their order. Refuses them at once where that can't succeed: the topic was not yet seen, as many items or bytes as may be
     * are on their way, or Kafka is known to be away for the store's partition.
     *
     * @param items at least one
     * @param settled is called once, here or later on another thread; must not block
     */
    public void publish(List<? extends FeedbackEvent> items, Consumer<Receipt> settled) {
        publish(items, null, settled);
    }

    /**
     * As {@link #publish(List, Consumer)}, as part of a trace.
     *
     * @param parent the header {@code traceparent} of the records; null: none
     */
    public void publish(List<? extends FeedbackEvent> items, byte @Nullable [] parent, Consumer<Receipt> settled) {
        int count = items.size();
        if (!open || !inFlight.takeItems(count)) {
            settled.accept(Receipt.allRefused(count));
            return;
        }
        PartitionHealth partition =
                health.of(StorePartition.of(items.get(0).origin().store(), settings.spread()));
        if (!partition.admits(System.nanoTime())) {
            inFlight.give(count, 0);
            health.refused(count);
            settled.accept(Receipt.allRefused(count));
            return;
        }
        List<ProducerRecord<byte[], byte[]>> records = records(items, parent);
        long bytes = records.stream().mapToLong(record -> record.value().length).sum();
        if (!inFlight.takeBytes(bytes)) {
            inFlight.give(count, 0);
            settled.accept(Receipt.allRefused(count));
            return;
        }
        long start = System.nanoTime();
        waiting.add(new Shipment(records, partition, receipt -> {
            inFlight.give(count, bytes);
            latency.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            settled.accept(receipt);
        }));
    }

    // here and not in the sender: the callers' threads are many, the sender is one
    private List<ProducerRecord<byte[], byte[]>> records(
            List<? extends FeedbackEvent> items, byte @Nullable [] parent) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(items.size());
        try {
            for (FeedbackEvent item : items) {
                ProducerRecord<byte[], byte[]> made = FeedbackRecords.write(item, settings.spread());
                if (parent != null) {
                    made.headers().add(TRACE, parent);
                }
                records.add(made);
            }
            return records;
        } catch (RuntimeException | Error e) {
            inFlight.give(items.size(), 0);
            throw e;
        }
    }

    /** Takes items from now on. May block for a moment: the first item is to find a producer that knows the topic. */
    void open(String topic) {
        producers.get().partitionsFor(topic);
        open = true;
    }

    /** How many items may be between hand-over and acknowledgement; more are refused at once. */
    public int mostInFlight() {
        return settings.mostInFlight();
    }

    /** Whether items are taken; until the topic was seen they are refused. */
    public boolean isOpen() {
        return open;
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        open = false;
        sender.stop();
        try {
            thread.join(settings.timeout().multipliedBy(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // every shipment is settled; the factory closes the producer in the last phase
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }

    /** Above the producer's factory, below the web server: stopping goes downward. */
    @Override
    public int getPhase() {
        return 0;
    }
}
