package io.earshot.scoring.fold;

import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.scoring.measure.Contribution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of the last records of a partition: a ring of the records in their order, and an open-addressing index from id to its newest
 * record. A record keeps how its item stood after it; or, where that depends on what came before the memory begins, only the change itself.
 *
 * <p>Flat arrays that grow with what is remembered, some 70 bytes a record when full, and what equal contributions share: millions of small
 * objects that live for a while are what a garbage collector is worst at. Forgets only when told to, so that what was found out about a
 * batch before it is folded still holds when it is. Not for use by several threads.
 */
final class RecentItems {

    private static final int FIRST_CAPACITY = 1_024;
    private static final int EMPTY = -1;

    /** The record is a change that could not be judged; else it is how the item stood then. */
    private static final int UNJUDGED = 1;

    private static final int WITHDRAWN = 2;
    private static final int IN_MINUTES = 4;
    private static final int BY_SUBMIT = 8;
    private static final int BY_INGEST = 16;

    private final Contributions contributions = new Contributions();
    private long[] high;
    private long[] low;
    private long[] offset;
    private long[] appended;
    /** Where the record before of the same item was; may be taken by another one since. */
    private int[] previous;

    private byte[] flags;
    private int[] revision;
    /** In epoch milliseconds, where something is counted. */
    private long[] occurredAt;

    private @Nullable Contribution[] contribution;
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
        return is(slot, UNJUDGED) ? new Remembered(null, unjudged(slot)) : new Remembered(state(slot), List.of());
    }

    private ItemState state(int slot) {
        return new ItemState(revision[slot], via(slot), counted(slot), is(slot, WITHDRAWN));
    }

    private Change change(int slot) {
        Counted counted = counted(slot);
        Via via = via(slot);
        return counted == null || via == null ? new Change.Withdraw() : new Change.Put(revision[slot], via, counted);
    }

    private @Nullable Counted counted(int slot) {
        Contribution what = contribution[slot];
        return what == null ? null : new Counted(what, Instant.ofEpochMilli(occurredAt[slot]), is(slot, IN_MINUTES));
    }

    private @Nullable Via via(int slot) {
        return is(slot, BY_SUBMIT) ? Via.SUBMIT : is(slot, BY_INGEST) ? Via.INGEST : null;
    }

    private boolean is(int slot, int flag) {
        return (flags[slot] & flag) != 0;
    }

    private List<Change> unjudged(int newest) {
        List<Change> changes = new ArrayList<>();
        int slot = newest;
        while (slot != EMPTY) {
            changes.add(change(slot));
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
        int slot = put(item, itsOffset, appendedAt);
        revision[slot] = state.revision();
        flags[slot] = (byte) ((state.withdrawn() ? WITHDRAWN : 0) | flag(state.via()) | keep(slot, state.counted()));
    }

    /**
     * Remembers a record that can't be judged.
     *
     * @param appendedAt the broker's time, in epoch milliseconds
     */
    void add(ItemId item, Change change, long itsOffset, long appendedAt) {
        int slot = put(item, itsOffset, appendedAt);
        flags[slot] = UNJUDGED;
        if (change instanceof Change.Put put) {
            revision[slot] = put.revision();
            flags[slot] = (byte) (UNJUDGED | flag(put.via()) | keep(slot, put.counted()));
        }
    }

    private static int flag(@Nullable Via via) {
        return via == null ? 0 : via == Via.SUBMIT ? BY_SUBMIT : BY_INGEST;
    }

    private int keep(int slot, @Nullable Counted counted) {
        if (counted == null) {
            return 0;
        }
        contribution[slot] = contributions.intern(counted.contribution());
        occurredAt[slot] = counted.occurredAt().toEpochMilli();
        return counted.inMinutes() ? IN_MINUTES : 0;
    }

    private int put(ItemId item, long itsOffset, long appendedAt) {
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
        contribution[slot] = null;
        index[place] = slot;
        return slot;
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
        contribution[oldest] = null;
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
        RecentItems before = new RecentItems(this);
        allocate(2 * before.size);
        oldest = 0;
        size = 0;
        for (int i = 0; i < before.size; i++) {
            int from = (before.oldest + i) % before.high.length;
            int to = put(new ItemId(before.high[from], before.low[from]), before.offset[from], before.appended[from]);
            flags[to] = before.flags[from];
            revision[to] = before.revision[from];
            occurredAt[to] = before.occurredAt[from];
            contribution[to] = before.contribution[from];
        }
    }

    /** The same arrays. */
    private RecentItems(RecentItems other) {
        high = other.high;
        low = other.low;
        offset = other.offset;
        appended = other.appended;
        previous = other.previous;
        flags = other.flags;
        revision = other.revision;
        occurredAt = other.occurredAt;
        contribution = other.contribution;
        index = other.index;
        oldest = other.oldest;
        size = other.size;
    }

    private void allocate(int capacity) {
        high = new long[capacity];
        low = new long[capacity];
        offset = new long[capacity];
        appended = new long[capacity];
        previous = new int[capacity];
        flags = new byte[capacity];
        revision = new int[capacity];
        occurredAt = new long[capacity];
        contribution = new Contribution[capacity];
        // at most half full
        index = new int[Integer.highestOneBit(Math.max(1, capacity - 1)) * 4];
        Arrays.fill(index, EMPTY);
    }
}
