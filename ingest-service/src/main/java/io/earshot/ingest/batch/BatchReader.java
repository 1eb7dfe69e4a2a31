package io.earshot.ingest.batch;

import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.FeedbackJson;
import io.earshot.feedback.InvalidFeedbackException;
import io.earshot.feedback.PostedJson;
import io.earshot.ingest.batch.Batch.Bad;
import io.earshot.ingest.http.Problem;
import io.earshot.ingest.http.ProblemException;
import io.earshot.ingest.http.Problems;
import io.earshot.ingest.item.Reception;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the items of a JSON array in one pass. */
final class BatchReader {

    static final int MOST_ITEMS = 1_000;

    private static final String EXPECTED = " (expected: a JSON array of 1 to 1000 items)";

    private BatchReader() {}

    /**
     * Reads all items, the bad ones as well.
     *
     * @throws ProblemException if the text is not an array of 1 to 1,000 items
     * @throws tools.jackson.core.JacksonException if it is not JSON; nothing is kept then
     */
    static Batch read(PostedJson posted, byte[] json, Reception reception) {
        List<Submitted> good = new ArrayList<>();
        List<Integer> indexes = new ArrayList<>();
        List<Bad> bad = new ArrayList<>();
        try (JsonParser parser = posted.parser(json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw invalid((json.length == 0 ? "nothing" : "no array") + EXPECTED);
            }
            int index = 0;
            for (; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                if (index == MOST_ITEMS) {
                    throw new ProblemException(Problem.tooLarge("more than " + MOST_ITEMS + " items" + EXPECTED));
                }
                try {
                    good.add(readItem(posted, parser, reception));
                    indexes.add(index);
                } catch (InvalidFeedbackException e) {
                    bad.add(new Bad(index, e.id(), Problems.of(e)));
                } catch (ProblemException e) {
                    bad.add(new Bad(index, null, e.problem()));
                }
            }
            if (index == 0) {
                throw invalid("0 items" + EXPECTED);
            }
            if (parser.nextToken() != null) {
                throw invalid("more text after the array" + EXPECTED);
            }
        }
        return new Batch(good, indexes, bad);
    }

    private static Submitted readItem(PostedJson posted, JsonParser parser, Reception reception) {
        long start = parser.currentTokenLocation().getByteOffset();
        Submitted item = reception.read(posted, parser);
        long bytes = parser.currentLocation().getByteOffset() - start;
        if (bytes > FeedbackJson.MOST_BYTES) {
            throw new ProblemException(Problem.tooLarge(
                    "the item has " + bytes + " bytes (expected: at most " + FeedbackJson.MOST_BYTES + ")"));
        }
        return item;
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(Problem.malformed(detail));
    }
}
