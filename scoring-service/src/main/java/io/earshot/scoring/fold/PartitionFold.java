package io.earshot.scoring.fold;

import io.earshot.feedback.FeedbackEvent.Withdrawn;
import io.earshot.scoring.fold.Entry.Item;
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
 * batches and however often it starts again. What it can't know, the caller provides before: the rows it {@link #forEachMissingRow wants},
 * and what is known of items that {@link #needsLookUp may} have come before the memory begins. Not for use by several threads.
 */
public final class PartitionFold {

    private final Source source;
    private final int memory;
    private final long rememberedFrom;
    private final RecentItems recent = new RecentItems();
    private final Map<RowKey, ScoreRow> rows = new LinkedHashMap<>(256, 0.75f, true);
    private final List<ScoreRow> changed = new ArrayList<>();
    private long lastOffset;
    private long lastSeen;
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

    /** Remembers a record that was folded before this fold began. */
    public void remember(Entry entry) {
        lastSeen = entry.offset();
        Item item = entry.item();
        if (item != null) {
            recent.add(item.id(), item.revision(), entry.offset(), entry.appended());
        }
    }

    /** The oldest offset that the memory reaches back to without a gap. */
    public long memoryStart() {
        return forgot ? recent.oldestOffset(lastOffset + 1) : rememberedFrom;
    }

    /** Calls back for each row that the record's item is counted in and that is not {@link #put there} yet. */
    public void forEachMissingRow(Entry entry, Consumer<RowKey> missing) {
        Item item = entry.item();
        if (item != null) {
            for (int i = 0; i < item.rows().length; i++) {
                RowKey key = item.keys().get(i);
                ScoreRow row = rows.get(key);
                item.rows()[i] = row;
                if (row == null) {
                    missing.accept(key);
                }
            }
        }
    }

    /** Puts a row there, as it was last written; null if it never was. */
    public void put(RowKey key, ScoreRow.@Nullable Image written) {
        rows.putIfAbsent(key, written == null ? ScoreRow.empty(key) : ScoreRow.of(written));
    }

    /**
     * Whether an earlier copy of the item may stand in the log before the memory begins. Not so if the memory reaches back to the first
     * record of all, if the service made the id, or if by its time the item can't have been there before the oldest remembered record.
     */
    public boolean needsLookUp(Entry entry) {
        Item item = entry.item();
        if (item == null || isComplete()) {
            return false;
        }
        if (entry.offset() < source.rewound()) {
            return true;
        }
        return !entry.event().origin().madeId()
                && !entry.isFirstSeenAfter(recent.oldestAppended(entry.appended()))
                && recent.revisionOf(item.id()) == null;
    }

    /**
     * Folds the next record in.
     *
     * @param before the highest revision of the item that was found to come before, null if none was or none was looked for
     */
    public Outcome fold(Entry entry, @Nullable Integer before) {
        passOver(entry.offset());
        Item item = entry.item();
        if (item == null) {
            return entry.event() instanceof Withdrawn ? Outcome.WITHDRAWN : Outcome.ERASED;
        }
        int revision = item.revision();
        Integer known = highest(recent.revisionOf(item.id()), before);
        // what was found before is remembered with the item: its next copy needs no look-up
        recent.add(item.id(), known == null ? revision : Math.max(known, revision), entry.offset(), entry.appended());
        if (known != null) {
            return known == revision ? Outcome.REPEATED : Outcome.SUPERSEDED;
        }
        for (int i = 0; i < item.rows().length; i++) {
            ScoreRow prepared = item.rows()[i];
            ScoreRow row = prepared == null ? rows.get(item.keys().get(i)) : prepared;
            if (row == null) {
                throw new IllegalStateException("row " + item.keys().get(i) + " was not put there");
            }
            if (row.fold(entry.offset(), item.contribution())) {
                changed.add(row);
            }
        }
        return Outcome.APPLIED;
    }

    /** Passes over a record that can't be read. */
    public void passOver(long offset) {
        lastOffset = Math.max(lastOffset, offset);
        lastSeen = offset;
    }

    /** The rows that changed since the last call, as they are to be written. */
    public List<ScoreRow.Image> takeChanged() {
        List<ScoreRow.Image> images = new ArrayList<>(changed.size());
        changed.forEach(row -> images.add(row.clean()));
        changed.clear();
        return images;
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

    private boolean isComplete() {
        return source.isFirst() && rememberedFrom == 0 && !forgot;
    }

    private static @Nullable Integer highest(@Nullable Integer one, @Nullable Integer other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.max(one, other);
    }
}
