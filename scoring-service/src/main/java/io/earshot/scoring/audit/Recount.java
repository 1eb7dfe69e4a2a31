package io.earshot.scoring.audit;

import io.earshot.scoring.fold.Counted;
import io.earshot.scoring.fold.ItemRecord;
import io.earshot.scoring.fold.ItemState;
import io.earshot.scoring.fold.RowKey;
import io.earshot.scoring.fold.ScoreRow;
import io.earshot.scoring.measure.Contribution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts rows anew from the records of items. Items may come in any order, as they lie in the database, and the rows come out as the fold of the
 * log up to an offset would have left them, byte for byte. It shares with the fold how a record is judged ({@link ItemState}), in which rows a
 * revision is counted ({@link Counted#rows}) and how sums are added and encoded ({@code Measures}); none of its batches, memory, look-ups and
 * writes. Not for use by several threads.
 */
public final class Recount {

    private final Predicate<RowKey> wanted;
    private final ToLongFunction<RowId> lastOffset;
    private final Map<RowId, RowTally> rows = new HashMap<>();

    /**
     * @param wanted the rows that are to be counted
     * @param lastOffset up to which record of its source a row is to be counted, -1 for none
     */
    public Recount(Predicate<RowKey> wanted, ToLongFunction<RowId> lastOffset) {
        this.wanted = wanted;
        this.lastOffset = lastOffset;
    }

    /**
     * Counts one item.
     *
     * @param history all its records in the order of the log
     */
    public void add(String store, List<ItemRecord> history) {
        ItemState state = ItemState.UNKNOWN;
        for (ItemRecord next : history) {
            Counted before = state.counted();
            state = state.judge(next.change()).after();
            Counted after = state.counted();
            if (before == null || !before.equals(after)) {
                change(store, next, before, false);
                change(store, next, after, true);
            }
        }
    }

    private void change(String store, ItemRecord by, @Nullable Counted counted, boolean in) {
        if (counted == null) {
            return;
        }
        Contribution contribution = counted.contribution();
        for (RowKey key : counted.rows(store)) {
            RowId id = new RowId(key, by.source());
            if (wanted.test(key) && by.offset() <= lastOffset.applyAsLong(id)) {
                rows.computeIfAbsent(id, missing -> new RowTally(key)).change(by.offset(), contribution, in);
            }
        }
    }

    /** The rows that any of the items changed. */
    public Map<RowId, ScoreRow.Image> rows() {
        Map<RowId, ScoreRow.Image> images = new HashMap<>();
        rows.forEach((id, tally) -> images.put(id, tally.image(lastOffset.applyAsLong(id))));
        return images;
    }
}
