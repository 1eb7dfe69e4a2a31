package io.earshot.scoring.rebuild;

import io.earshot.scoring.cassandra.InFlight;
import io.earshot.scoring.cassandra.ScoringStore;
import io.earshot.scoring.fold.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Up to which record of each source a generation is counted from the items; the fold goes on behind it.
 *
 * @param lastOffsets of all sources of all partitions, -1 where nothing is written down
 */
record Cut(Map<Source, Long> lastOffsets) {

    private static final int WRITES = 64;

    /**
     * What is written down as items by now.
     *
     * @param active the generation whose scores have to be kept
     * @param spread how many partitions stores are spread over
     * @throws RebuildException if the active generation has counted records of a log that is gone, and the items never got them
     */
    static Cut now(ScoringStore store, int active, int spread) {
        Map<Source, Long> lastOffsets = new HashMap<>();
        for (int partition = 0; partition < spread; partition++) {
            List<Source> sources = store.sources().of(partition);
            for (Source source : sources) {
                long items = store.progress().lastOffset(store.itemsReader(), source);
                long scores = store.progress().lastOffset(store.scoresReader(active), source);
                boolean isGone = source.ordinal() < sources.size() - 1;
                if (isGone && items < scores) {
                    throw new RebuildException("the items of the former log " + source.name()
                            + " are written down up to offset " + items + ", its scores count up to " + scores
                            + ": counted anew, they would lose what lies between");
                }
                lastOffsets.put(source, items);
            }
        }
        return new Cut(lastOffsets);
    }

    /** By the sources' names. */
    Map<String, Long> byName() {
        Map<String, Long> byName = new HashMap<>();
        lastOffsets.forEach((source, lastOffset) -> byName.put(source.name(), lastOffset));
        return byName;
    }

    /** Says that a generation is counted that far, so that its fold goes on from there. */
    void write(ScoringStore store, int generation) {
        InFlight writes = new InFlight(WRITES);
        lastOffsets.forEach((source, lastOffset) -> {
            if (lastOffset >= 0) {
                writes.submit(() ->
                        store.execute(store.progress().write(store.scoresReader(generation), source, lastOffset)));
            }
        });
        writes.await();
    }
}
