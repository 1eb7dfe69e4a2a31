package io.earshot.bench.streams;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Copies what was committed of a changelog into Cassandra, on a thread of its own, so that no commit waits for it. Of several versions of a row
 * that it finds only the last is written. Its own position is committed when Cassandra has acknowledged: all of a commit comes, some of it
 * perhaps twice, and a row is an absolute value.
 */
final class Sink implements Runnable {

    private final Map<String, Object> settings;
    private final String changelog;
    private final ScoreTable table;
    private final Runnable onFailure;

    Sink(String kafka, String group, String changelog, ScoreTable table, Runnable onFailure) {
        this.settings = Map.of(
                "bootstrap.servers",
                kafka,
                "group.id",
                group,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "allow.auto.create.topics",
                false,
                "metadata.max.age.ms",
                500,
                "max.poll.records",
                20_000,
                "fetch.max.bytes",
                16_777_216);
        this.changelog = changelog;
        this.table = table;
        this.onFailure = onFailure;
    }

    @Override
    public void run() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(changelog));
            long committed = -1;
            while (!Thread.currentThread().isInterrupted()) {
                copy(consumer.poll(Duration.ofMillis(50)));
                // also past the marks of transactions, which are no records
                long position = consumer.assignment().stream()
                        .mapToLong(consumer::position)
                        .sum();
                if (position != committed) {
                    consumer.commitSync();
                    committed = position;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            e.printStackTrace();
            onFailure.run();
        }
    }

    private void copy(Iterable<ConsumerRecord<byte[], byte[]>> messages) throws InterruptedException {
        Map<Bytes, byte[]> newest = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            newest.put(Bytes.wrap(message.key()), message.value());
        }
        table.write(newest.entrySet().stream()
                .map(row -> new ScoreTable.Row(RowKey.decode(row.getKey().get()), RowSums.decode(row.getValue())))
                .toList());
    }
}
