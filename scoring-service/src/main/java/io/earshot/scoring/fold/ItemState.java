package io.earshot.scoring.fold;

import io.earshot.feedback.FeedbackEvent.Via;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an item stands after some records of it: the one home of the rules about repeats, revisions and withdrawals. Every change is judged
 * by what stood in the log before it, in this order:
 *
 * <ol>
 *   <li>After a withdrawal nothing counts any more.
 *   <li>The first copy of a revision wins; a lower revision than the one that counts comes too late.
 *   <li>What counts and came with an {@code ingest} key is not revised with a {@code submit} key.
 *   <li>A higher revision replaces what counts.
 * </ol>
 *
 * @param revision the revision that counts, -1 while none does
 * @param via with which scope that revision came
 * @param counted what stands in the scores; null before the first revision and after a withdrawal
 * @param withdrawn whether the item was withdrawn
 */
public record ItemState(
        int revision, @Nullable Via via, @Nullable Counted counted, boolean withdrawn) {

    /** Nothing was heard of the item. */
    public static final ItemState UNKNOWN = new ItemState(-1, null, null, false);

    /** What became of a change, and how the item stands then. */
    public record Judged(Outcome outcome, ItemState after) {}

    /** Judges the next change. */
    public Judged judge(Change change) {
        if (change instanceof Change.Put put) {
            return judge(put);
        }
        return withdrawn
                ? new Judged(Outcome.REPEATED, this)
                : new Judged(Outcome.WITHDRAWN, new ItemState(revision, via, null, true));
    }

    private Judged judge(Change.Put put) {
        if (withdrawn) {
            return new Judged(Outcome.AFTER_WITHDRAWAL, this);
        }
        if (put.revision() <= revision) {
            return new Judged(put.revision() == revision ? Outcome.REPEATED : Outcome.SUPERSEDED, this);
        }
        if (via == Via.INGEST && put.via() == Via.SUBMIT) {
            return new Judged(Outcome.REFUSED, this);
        }
        Outcome outcome = revision < 0 ? Outcome.APPLIED : Outcome.REVISED;
        return new Judged(outcome, new ItemState(put.revision(), put.via(), put.counted(), false));
    }

    /** How the item stands after these records, which must be in the order of the log. */
    public ItemState after(List<ItemRecord> records) {
        ItemState state = this;
        for (ItemRecord next : records) {
            state = state.judge(next.change()).after();
        }
        return state;
    }

    /** The record that counts after these, which must be in the order of the log and be all there are; null if none does. */
    public static @Nullable ItemRecord current(List<ItemRecord> records) {
        ItemState state = UNKNOWN;
        ItemRecord current = null;
        for (ItemRecord next : records) {
            Judged judged = state.judge(next.change());
            if (judged.after().counted() != state.counted()) {
                current = judged.after().counted() == null ? null : next;
            }
            state = judged.after();
        }
        return current;
    }
}
