package io.earshot.scoring.fold;

import io.earshot.feedback.FeedbackEvent;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackEvent.Withdrawn;
import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Series;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A readable record of the log, with all that the fold asks of it worked out once. */
public final class Entry {

    /** Five minutes that an item may be ahead of the ingest service's clock, and one by which that may differ from the broker's. */
    private static final long MOST_AHEAD_MILLIS = 6 * 60_000;

    private final long offset;
    private final long appended;
    private final FeedbackEvent event;
    private final @Nullable Item item;

    /**
     * @param appended the broker's time, in epoch milliseconds
     */
    public Entry(long offset, long appended, FeedbackEvent event) {
        this.offset = offset;
        this.appended = appended;
        this.event = event;
        this.item = Item.of(event);
    }

    /**
     * An item that is to be changed.
     *
     * @param id in the store
     * @param keys the rows that the new revision is counted in, none for a withdrawal
     * @param rows the same rows, those that were there when the batch was prepared; null for the others
     */
    record Item(
            String store,
            String id,
            ItemId hash,
            Change change,
            List<RowKey> keys,
            @Nullable ScoreRow[] rows) {

        private static @Nullable Item of(FeedbackEvent event) {
            if (event instanceof Submitted submitted) {
                Counted counted = Counted.of(submitted);
                int revision = submitted.feedback().revision();
                Change change = new Change.Put(revision, submitted.origin().via(), counted);
                String store = submitted.origin().store();
                return of(store, submitted.feedback().id(), change, counted.rows(store));
            }
            return event instanceof Withdrawn withdrawn
                    ? of(withdrawn.origin().store(), withdrawn.id(), new Change.Withdraw(), List.of())
                    : null;
        }

        private static Item of(String store, String id, Change change, List<RowKey> keys) {
            return new Item(store, id, ItemId.of(store, id), change, keys, new @Nullable ScoreRow[keys.size()]);
        }
    }

    public long offset() {
        return offset;
    }

    long appended() {
        return appended;
    }

    public FeedbackEvent event() {
        return event;
    }

    /** Null where the event is about no item. */
    @Nullable
    Item item() {
        return item;
    }

    /** The id of the item that the event is about; null where it is about none. */
    public @Nullable String itemId() {
        return item == null ? null : item.id();
    }

    /** The series that a submitted item counts in; null for other events. */
    public @Nullable Series series() {
        Contribution contribution = contribution();
        return contribution == null ? null : contribution.series();
    }

    /** What a submitted item adds to the scores; null for other events. */
    public @Nullable Contribution contribution() {
        return item != null && item.change() instanceof Change.Put put
                ? put.counted().contribution()
                : null;
    }

    /**
     * Whether an earlier record of the item can only have been appended after the given time. So it is for a first revision whose time the
     * client gave: all copies carry the same time, and the first was taken at most five minutes before it, give or take the clocks. The
     * ingest service writes the time of receipt where the client gave none.
     */
    boolean isFirstSeenAfter(long appendedAt) {
        if (!(event instanceof Submitted submitted) || submitted.feedback().revision() > 0) {
            return false;
        }
        Instant occurredAt = submitted.feedback().occurredAt();
        boolean given = !occurredAt.equals(submitted.origin().received());
        return given && occurredAt.toEpochMilli() - MOST_AHEAD_MILLIS > appendedAt;
    }
}
