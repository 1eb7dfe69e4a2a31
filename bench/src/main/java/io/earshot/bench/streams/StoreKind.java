package io.earshot.bench.streams;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;

/** Where the job's state lies; both have a changelog and survive a crash. */
enum StoreKind {
    /** On disk, the default of Kafka Streams. */
    ROCKSDB,
    /** On the heap. */
    MEMORY;

    static StoreKind of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The store of ids. */
    StoreBuilder<?> seenBuilder() {
        // an id comes once, so a cache would only be in its way
        return Stores.windowStoreBuilder(seen(), Serdes.ByteArray(), Serdes.ByteArray())
                .withCachingDisabled();
    }

    Set<StoreBuilder<?>> builders() {
        // caching: one write and one message on the changelog for each row and commit, however often it changed
        StoreBuilder<?> rows = Stores.keyValueStoreBuilder(rows(), Serdes.ByteArray(), Serdes.ByteArray())
                .withCachingEnabled();
        return Set.of(rows, seenBuilder());
    }

    KeyValueBytesStoreSupplier rows() {
        return this == ROCKSDB
                ? Stores.persistentKeyValueStore(ScoreProcessor.ROWS)
                : Stores.inMemoryKeyValueStore(ScoreProcessor.ROWS);
    }

    private WindowBytesStoreSupplier seen() {
        Duration retention = ScoreProcessor.SEEN_WINDOW.multipliedBy(2);
        return this == ROCKSDB
                ? Stores.persistentWindowStore(ScoreProcessor.SEEN, retention, ScoreProcessor.SEEN_WINDOW, false)
                : Stores.inMemoryWindowStore(ScoreProcessor.SEEN, retention, ScoreProcessor.SEEN_WINDOW, false);
    }
}
