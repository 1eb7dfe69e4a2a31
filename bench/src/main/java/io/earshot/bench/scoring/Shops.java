package io.earshot.bench.scoring;

import io.earshot.feedback.StorePartition;
import java.util.ArrayList;
import java.util.List;

/** Names of stores. */
final class Shops {

    private Shops() {}

    /** So many that each of the topic's partitions has about as many as any other: at most one more. */
    static List<String> evenly(int count) {
        List<String> stores = new ArrayList<>();
        int[] taken = new int[StorePartition.DEFAULT_SPREAD];
        for (int i = 0; stores.size() < count; i++) {
            int partition = StorePartition.of("store-" + i, taken.length);
            if (taken[partition] <= count / taken.length) {
                taken[partition]++;
                stores.add("store-" + i);
            }
        }
        return stores;
    }
}
