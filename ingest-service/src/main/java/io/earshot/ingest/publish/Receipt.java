package io.earshot.ingest.publish;

import java.util.BitSet;

/**
 * What became of items that were published together.
 *
 * @param items how many there were
 * @param refused the indexes of those that are not known to be stored; they may still land, so they are to be sent again as they were
 */
public record Receipt(int items, BitSet refused) {

    static Receipt allRefused(int items) {
        BitSet refused = new BitSet(items);
        refused.set(0, items);
        return new Receipt(items, refused);
    }

    /** How many Kafka has on all in-sync replicas. */
    public int accepted() {
        return items - refused.cardinality();
    }

    /** How many are not known to be stored. */
    public int unavailable() {
        return refused.cardinality();
    }
}
