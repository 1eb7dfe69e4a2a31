package io.earshot.feedback;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition a store's events live in: Kafka's own murmur2 of the store, modulo a fixed number. The number is a setting and not the
 * topic's count of partitions, so that added partitions move no store, and all copies of an item meet in one partition.
 */
public final class StorePartition {

    /** The number of partitions that stores are spread over unless the setting says otherwise. */
    public static final int DEFAULT_SPREAD = 24;

    private StorePartition() {}

    /**
     * The partition of the store.
     *
     * @param spread the number of partitions in use, at least 1; the same in every ingest service for good
     */
    public static int of(String store, int spread) {
        return Utils.toPositive(Utils.murmur2(store.getBytes(StandardCharsets.UTF_8))) % spread;
    }
}
