package io.earshot.scoring.fold;

import io.earshot.scoring.fold.Entry.Item;
import io.earshot.scoring.fold.RecentItems.Remembered;
import io.earshot.scoring.measure.Contribution;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Folds one partition's records into rows: does no I/O and knows no clock, so the same records give the same rows, however they are cut into
 * batches and however often it starts again. What it can't know, the caller provides before: how items that {@link #needsLookUp may} have come
 * before the memory begins stood then, and the rows it {@link #forEachMissingRow wants}. Not for use by several threads.
 */
public final class PartitionFold {

    private final Source source;
    private final int memory;
    private long rememberedFrom;
    private final RecentItems recent = new RecentItems();
    private final Map<RowKey, ScoreRow> rows = new LinkedHashMap<>(256, 0.75f, true);
    private final List<ScoreRow> changed = new ArrayList<>();
    private final Runnable onOther = () -> this.others++;
    private long lastOffset;
    private long lastSeen;
    private long others;
    private boolean forgot;

    /**
     * @param start the offset of the first record to be folded
     * @param remembered the offset from which on records are remembered, at or before {@code start}
     * @param memory how many records are remembered, at least 1
     */
    public PartitionFold(Source source, long start, long remembered, int memory) {
        if (memory < 1) {
            throw new IllegalArgumentException("memory: " + memory + " (expected: at least 1)");
        }
        this.source = source;
        this.memory = memory;
        this.rememberedFrom = remembered;
        this.lastOffset = start - 1;
        this.lastSeen = remembered - 1;
    }

    public Source source() {
        return source;
    }

    /** The offset of the last record that was folded or passed over; one less than the start at first. */
    public long lastOffset() {
        return lastOffset;
    }

    /** The offset of the last record that was folded, remembered or passed over. */
    public long lastSeen() {
        return lastSeen;
    }

    /** To be called before each batch: forgets what is too old, and nothing until the next batch. */
    public void beginBatch() {
        forgot |= recent.trim(memory);
    }

    /** Whether the record was folded before this fold began, and is only to be remembered. */
    public boolean isBeforeStart(long offset) {
        return offset <= lastOffset;
    }

    /** The oldest offset that the memory reaches back to without a gap. */
    public long memoryStart() {
        return forgot ? recent.oldestOffset(lastOffset + 1) : rememberedFrom;
    }

    /**
     * Whether how the record's item stood depends on what stands in the log before the memory begins. Not so if the memory reaches back to
     * the first record of all, if the service made the id, or if by its time the item can't have been there before the oldest remembered
     * record.
     */
    public boolean needsLookUp(Entry entry) {
        Item item = entry.item();
        if (item == null) {
            return false;
        }
        Remembered remembered = recent.find(item.hash());
        return remembered == null ? mayHaveComeBefore(entry) : remembered.state() == null;
    }

    private boolean mayHaveComeBefore(Entry entry) {
        if (source.isFirst() && rememberedFrom == 0 && !forgot) {
            return false;
        }
        return entry.offset() < source.rewound()
                || !entry.event().origin().madeId() && !entry.isFirstSeenAfter(recent.oldestAppended(entry.appended()));
    }

    /** Remembers a record that was folded before this fold began. */
    public void remember(Entry entry) {
        see(entry.offset());
        Item item = entry.item();
        if (item == null) {
            return;
        }
        Remembered remembered = recent.find(item.hash());
        if (remembered == null ? mayHaveComeBefore(entry) : remembered.state() == null) {
            recent.add(item.hash(), item.change(), entry.offset(), entry.appended());
        } else {
            ItemState before = remembered == null ? ItemState.UNKNOWN : remembered.state(ItemState.UNKNOWN);
            remember(entry, item, before.judge(item.change()).after());
        }
    }

    private void remember(Entry entry, Item item, ItemState state) {
        recent.add(item.hash(), state, entry.offset(), entry.appended());
    }

    /**
     * Calls back for each row that the record changes and that is not {@link #put there} yet.
     *
     * @param before what was found of the item before the memory begins
     */
    public void forEachMissingRow(Entry entry, List<ItemRecord> before, Consumer<RowKey> missing) {
        Item item = entry.item();
        if (item == null) {
            return;
        }
        for (int i = 0; i < item.rows().length; i++) {
            RowKey key = item.keys().get(i);
            ScoreRow row = rows.get(key);
            item.rows()[i] = row;
            if (row == null) {
                missing.accept(key);
            }
        }
        // what an earlier record of the same batch puts in, that one asks for
        Counted counted = stateBefore(item, before).counted();
        if (counted != null) {
            counted.rows(item.store()).stream()
                    .filter(key -> !rows.containsKey(key))
                    .forEach(missing);
        }
    }

    /** Puts a row there, as it was last written; null if it never was. */
    public void put(RowKey key, ScoreRow.@Nullable Image written) {
        rows.putIfAbsent(key, written == null ? ScoreRow.empty(key) : ScoreRow.of(written));
    }

    private ItemState stateBefore(Item item, List<ItemRecord> before) {
        Remembered remembered = recent.find(item.hash());
        if (remembered != null && remembered.state() != null) {
            return remembered.state();
        }
        ItemState then = ItemState.UNKNOWN.after(before);
        return remembered == null ? then : remembered.state(then);
    }

    /**
     * Folds the next record in.
     *
     * @param before what was found of the item before the memory begins, in the order of the log; empty if nothing was or nothing was
     *     looked for
     */
    public Outcome fold(Entry entry, List<ItemRecord> before) {
        passOver(entry.offset());
        Item item = entry.item();
        if (item == null) {
            return Outcome.ERASED;
        }
        ItemState then = stateBefore(item, before);
        ItemState.Judged judged = then.judge(item.change());
        ItemState now = judged.after();
        remember(entry, item, now);
        if (then.counted() == null && now.counted() != null) {
            putIn(entry.offset(), item, now.counted());
        } else if (then.counted() != null && !then.counted().equals(now.counted())) {
            replace(entry.offset(), item.store(), then.counted(), now.counted());
        }
        return judged.outcome();
    }

    private void putIn(long offset, Item item, Counted in) {
        for (int i = 0; i < item.rows().length; i++) {
            ScoreRow prepared = item.rows()[i];
            change(prepared == null ? row(item.keys().get(i)) : prepared, offset, null, in.contribution());
        }
    }

    private void replace(long offset, String store, Counted out, @Nullable Counted in) {
        List<RowKey> left = out.rows(store);
        List<RowKey> entered = in == null ? List.of() : in.rows(store);
        Contribution arriving = in == null ? null : in.contribution();
        for (RowKey key : left) {
            change(row(key), offset, out.contribution(), entered.contains(key) ? arriving : null);
        }
        for (RowKey key : entered) {
            if (!left.contains(key)) {
                change(row(key), offset, null, arriving);
            }
        }
    }

    private void change(ScoreRow row, long offset, @Nullable Contribution out, @Nullable Contribution in) {
        if (row.fold(offset, out, in, onOther)) {
            changed.add(row);
        }
    }

    private ScoreRow row(RowKey key) {
        ScoreRow row = rows.get(key);
        if (row == null) {
            throw new IllegalStateException("row " + key + " was not put there");
        }
        return row;
    }

    /** Passes over a record that can't be read. */
    public void passOver(long offset) {
        see(offset);
        lastOffset = Math.max(lastOffset, offset);
    }

    private void see(long offset) {
        if (offset > lastSeen + 1) {
            // the log's retention was quicker: what lay between is not remembered
            rememberedFrom = offset;
        }
        lastSeen = offset;
    }

    /** The rows that changed since the last call, as they are to be written. */
    public List<ScoreRow.Image> takeChanged() {
        List<ScoreRow.Image> images = new ArrayList<>(changed.size());
        changed.forEach(row -> images.add(row.clean()));
        changed.clear();
        return images;
    }

    /** How many values had no room for sums of their own in some row, since the last call. */
    public long takeOthers() {
        long taken = others;
        others = 0;
        return taken;
    }

    /** Lets go of rows that were not used for longest, until no more than the given number are there; none that is still to be written. */
    public void evict(int most, Predicate<RowKey> beingWritten) {
        Iterator<Map.Entry<RowKey, ScoreRow>> eldest = rows.entrySet().iterator();
        for (int excess = rows.size() - most; excess > 0 && eldest.hasNext(); excess--) {
            Map.Entry<RowKey, ScoreRow> row = eldest.next();
            if (!row.getValue().isDirty() && !beingWritten.test(row.getKey())) {
                eldest.remove();
            }
        }
    }
}
