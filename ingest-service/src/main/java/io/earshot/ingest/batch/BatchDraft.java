package io.earshot.ingest.batch;

import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackJson;
import io.earshot.feedback.InvalidFeedbackException;
import io.earshot.ingest.batch.Batch.Bad;
import io.earshot.ingest.http.Problem;
import io.earshot.ingest.http.ProblemException;
import io.earshot.ingest.http.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A batch while it is being read: keeps the good items and the bad apart, and counts them from 0. */
final class BatchDraft {

    static final int MOST_ITEMS = 1_000;

    private final String expected;
    private final List<Submitted> good = new ArrayList<>();
    private final List<Integer> indexes = new ArrayList<>();
    private final List<Bad> bad = new ArrayList<>();
    private int size;

    /** @param form what the batch should be, for messages: "a JSON array of %d to %d items" */
    BatchDraft(String form) {
        this.expected = " (expected: " + form.formatted(1, MOST_ITEMS) + ")";
    }

    /** How many items there were so far, which is also the index of the next. */
    int size() {
        return size;
    }

    /**
     * Takes the next item.
     *
     * @param item reads it; fails with an {@link InvalidFeedbackException} or {@link ProblemException} that is a matter of this item alone
     * @throws ProblemException of status 413 if it is one too many; nothing is kept then
     */
    void next(Supplier<Submitted> item) {
        if (size == MOST_ITEMS) {
            throw new ProblemException(Problem.tooLarge("more than " + MOST_ITEMS + " items" + expected));
        }
        try {
            good.add(item.get());
            indexes.add(size);
        } catch (InvalidFeedbackException e) {
            bad.add(new Bad(size, e.id(), Problems.of(e)));
        } catch (ProblemException e) {
            bad.add(new Bad(size, null, e.problem()));
        }
        size++;
    }

    /** @throws ProblemException of status 400 if there was no item */
    Batch finish() {
        if (size == 0) {
            throw malformed("0 items");
        }
        return new Batch(good, indexes, bad);
    }

    /** The batch can't be read as a whole. */
    ProblemException malformed(String found) {
        return new ProblemException(Problem.malformed(found + expected));
    }

    /** @throws ProblemException of status 413, for the item alone */
    static void requireItemSize(long bytes) {
        if (bytes > FeedbackJson.MOST_BYTES) {
            throw new ProblemException(Problem.tooLarge(
                    "the item has " + bytes + " bytes (expected: at most " + FeedbackJson.MOST_BYTES + ")"));
        }
    }
}
