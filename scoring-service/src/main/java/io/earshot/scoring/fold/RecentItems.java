package io.earshot.scoring.fold;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of the last records of a partition: a ring of the records in their order, and an open-addressing index from id to its newest
 * record. A record keeps how its item stood after it; or, where that depends on what came before the memory begins, only the change itself.
 * Flat arrays that grow with what is remembered, some 150 bytes a record when full. Forgets only when told to, so that what was
 * found out about a batch before it is folded still holds when it is. Not for use by several threads.
 */
final class RecentItems {

    private static final int FIRST_CAPACITY = 1_024;
    private static final int EMPTY = -1;
    private static final Object NOTHING = new Object();

    private long[] high;
    private long[] low;
    private long[] offset;
    private long[] appended;
    /** Where the record before of the same item was; may be taken by another one since. */
    private int[] previous;

    /** An {@link ItemState}, or a {@link Change} that could not be judged. */
    private Object[] known;

    private int[] index;
    private int oldest;
    private int size;

    RecentItems() {
        allocate(FIRST_CAPACITY);
    }

    /**
     * What is known of an item.
     *
     * @param state how it stood after its last record, null if that depends on what came before the memory begins
     * @param unjudged its remembered records in their order, where the state is not known
     */
    record Remembered(@Nullable ItemState state, List<Change> unjudged) {

        /** How the item stands, given how it stood before the memory begins. */
        ItemState state(ItemState before) {
            if (state != null) {
                return state;
            }
            ItemState after = before;
            for (Change change : unjudged) {
                after = after.judge(change).after();
            }
            return after;
        }
    }

    /** What is remembered of the item, null if nothing is. */
    @Nullable
    Remembered find(ItemId item) {
        int slot = index[place(item.high(), item.low())];
        if (slot == EMPTY) {
            return null;
        }
        return known[slot] instanceof ItemState state
                ? new Remembered(state, List.of())
                : new Remembered(null, unjudged(slot));
    }

    private List<Change> unjudged(int newest) {
        List<Change> changes = new ArrayList<>();
        int slot = newest;
        while (slot != EMPTY) {
            changes.add((Change) known[slot]);
            int before = previous[slot];
            // a forgotten record's place may hold a newer record by now
            boolean isThere = before != EMPTY && offset[before] < offset[slot] && offset[before] >= offset[oldest];
            slot = isThere ? before : EMPTY;
        }
        Collections.reverse(changes);
        return changes;
    }

    /**
     * Remembers a record, after which the item stands so.
     *
     * @param appendedAt the broker's time, in epoch milliseconds
     */
    void add(ItemId item, ItemState state, long itsOffset, long appendedAt) {
        put(item, state, itsOffset, appendedAt);
    }

    /**
     * Remembers a record that can't be judged.
     *
     * @param appendedAt the broker's time, in epoch milliseconds
     */
    void add(ItemId item, Change change, long itsOffset, long appendedAt) {
        put(item, change, itsOffset, appendedAt);
    }

    private void put(ItemId item, Object what, long itsOffset, long appendedAt) {
        if (size == high.length) {
            grow();
        }
        int place = place(item.high(), item.low());
        int slot = (oldest + size++) % high.length;
        high[slot] = item.high();
        low[slot] = item.low();
        offset[slot] = itsOffset;
        appended[slot] = appendedAt;
        previous[slot] = index[place];
        known[slot] = what;
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
        int place = place(high[oldest], low[oldest]);
        // a newer record of the same id keeps it known
        if (index[place] == oldest) {
            remove(place);
        }
        known[oldest] = NOTHING;
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
    private int place(long itsHigh, long itsLow) {
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
        Object[] states = known;
        int from = oldest;
        int count = size;
        allocate(2 * count);
        oldest = 0;
        size = 0;
        for (int i = 0; i < count; i++) {
            int slot = (from + i) % count;
            put(new ItemId(highs[slot], lows[slot]), states[slot], offsets[slot], times[slot]);
        }
    }

    private void allocate(int capacity) {
        high = new long[capacity];
        low = new long[capacity];
        offset = new long[capacity];
        appended = new long[capacity];
        previous = new int[capacity];
        known = new Object[capacity];
        Arrays.fill(known, NOTHING);
        // at most half full
        index = new int[Integer.highestOneBit(Math.max(1, capacity - 1)) * 4];
        Arrays.fill(index, EMPTY);
    }
}
