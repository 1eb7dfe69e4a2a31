package io.earshot.scoring.fold;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ids of the last records of a partition: a ring of the records in their order, and an open-addressing index from id to its newest
 * record. Flat arrays that grow with what is remembered, some 50 bytes a record when full. Forgets only when told to, so that what was
 * found out about a batch before it is folded still holds when it is. Not for use by several threads.
 */
final class RecentItems {

    private static final int FIRST_CAPACITY = 1_024;
    private static final int EMPTY = -1;

    private long[] high;
    private long[] low;
    private long[] offset;
    private long[] appended;
    private int[] revision;
    private int[] index;
    private int oldest;
    private int size;

    RecentItems() {
        allocate(FIRST_CAPACITY);
    }

    /** The highest revision of the item that is remembered, null if it is not. */
    @Nullable
    Integer revisionOf(ItemId item) {
        int slot = index[find(item.high(), item.low())];
        return slot == EMPTY ? null : revision[slot];
    }

    /**
     * Remembers a record.
     *
     * @param appendedAt the broker's time, in epoch milliseconds
     */
    void add(ItemId item, int itsRevision, long itsOffset, long appendedAt) {
        if (size == high.length) {
            grow();
        }
        int place = find(item.high(), item.low());
        int known = index[place];
        int slot = (oldest + size++) % high.length;
        high[slot] = item.high();
        low[slot] = item.low();
        offset[slot] = itsOffset;
        appended[slot] = appendedAt;
        revision[slot] = known == EMPTY ? itsRevision : Math.max(itsRevision, revision[known]);
        index[place] = slot;
    }

    /** The offset of the oldest record, or the given one if none is remembered. */
    long oldestOffset(long otherwise) {
        return size == 0 ? otherwise : offset[oldest];
    }

    /** The broker's time of the oldest record, or the given one if none is remembered. */
    long oldestAppended(long otherwise) {
        return size == 0 ? otherwise : appended[oldest];
    }

    /**
     * Forgets the oldest records.
     *
     * @param most how many may stay
     * @return whether any was forgotten
     */
    boolean trim(int most) {
        boolean forgets = size > most;
        while (size > most) {
            forgetOldest();
        }
        return forgets;
    }

    private void forgetOldest() {
        int place = find(high[oldest], low[oldest]);
        // a newer record of the same id keeps it known
        if (index[place] == oldest) {
            remove(place);
        }
        oldest = (oldest + 1) % high.length;
        size--;
    }

    /** Closes the gap, so that every id stays reachable from its home place. */
    private void remove(int gap) {
        int mask = index.length - 1;
        index[gap] = EMPTY;
        for (int place = gap + 1 & mask; index[place] != EMPTY; place = place + 1 & mask) {
            int slot = index[place];
            int home = (int) low[slot] & mask;
            if ((place - home & mask) >= (place - gap & mask)) {
                index[gap] = slot;
                index[place] = EMPTY;
                gap = place;
            }
        }
    }

    /** The place of the id in the index, or the empty one where it belongs. */
    private int find(long itsHigh, long itsLow) {
        int mask = index.length - 1;
        int place = (int) itsLow & mask;
        while (index[place] != EMPTY && (low[index[place]] != itsLow || high[index[place]] != itsHigh)) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        long[] highs = high;
        long[] lows = low;
        long[] offsets = offset;
        long[] times = appended;
        int[] revisions = revision;
        int from = oldest;
        int count = size;
        allocate(2 * count);
        oldest = 0;
        size = 0;
        for (int i = 0; i < count; i++) {
            int slot = (from + i) % count;
            add(new ItemId(highs[slot], lows[slot]), revisions[slot], offsets[slot], times[slot]);
        }
    }

    private void allocate(int capacity) {
        high = new long[capacity];
        low = new long[capacity];
        offset = new long[capacity];
        appended = new long[capacity];
        revision = new int[capacity];
        // at most half full
        index = new int[Integer.highestOneBit(Math.max(1, capacity - 1)) * 4];
        Arrays.fill(index, EMPTY);
    }
}
