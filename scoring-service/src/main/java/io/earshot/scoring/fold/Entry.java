package io.earshot.scoring.fold;

import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent;
import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Segment;
import java.time.Instant;
import java.util.ArrayList;
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
        this.item = event instanceof Submitted submitted ? Item.of(submitted) : null;
    }

    /**
     * An item to be counted.
     *
     * @param keys the rows it is counted in
     * @param rows the same rows, those that were there when the batch was prepared; null for the others
     */
    record Item(
            ItemId id,
            int revision,
            Contribution contribution,
            List<RowKey> keys,
            @Nullable ScoreRow[] rows) {

        private static Item of(Submitted submitted) {
            Feedback feedback = submitted.feedback();
            String store = submitted.origin().store();
            Contribution contribution = Contribution.of(feedback);
            Instant occurredAt = feedback.occurredAt();
            List<RowKey> keys = new ArrayList<>(8);
            for (Resolution resolution :
                    RowKey.resolutions(occurredAt, submitted.origin().received())) {
                RowKey all = RowKey.all(store, contribution.series(), resolution, occurredAt);
                keys.add(all);
                for (Segment segment : contribution.segments()) {
                    if (segment.dimension().hasOwnRows()) {
                        keys.add(all.only(segment));
                    }
                }
            }
            return new Item(
                    ItemId.of(store, feedback.id()),
                    feedback.revision(),
                    contribution,
                    keys,
                    new @Nullable ScoreRow[keys.size()]);
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

    /** Null where the event is no submission. */
    @Nullable
    Item item() {
        return item;
    }

    /**
     * Whether an earlier copy of the item can only have been appended after the given time: all copies carry the same time of occurrence if
     * the client gave one, and the first was taken at most five minutes before it, give or take the clocks. The ingest service writes the time of receipt where the
     * client gave none.
     */
    boolean isFirstSeenAfter(long appendedAt) {
        if (!(event instanceof Submitted submitted)) {
            return false;
        }
        Instant occurredAt = submitted.feedback().occurredAt();
        boolean given = !occurredAt.equals(submitted.origin().received());
        return given && occurredAt.toEpochMilli() - MOST_AHEAD_MILLIS > appendedAt;
    }
}
