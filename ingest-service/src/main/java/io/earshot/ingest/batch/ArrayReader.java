package io.earshot.ingest.batch;

import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.PostedJson;
import io.earshot.ingest.http.Problem;
import io.earshot.ingest.http.ProblemException;
import io.earshot.ingest.http.Problems;
import io.earshot.ingest.item.Reception;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the items of a JSON array in one pass. */
final class ArrayReader {

    private ArrayReader() {}

    /**
     * Reads all items, the bad ones as well.
     *
     * @throws ProblemException if the text is not an array of 1 to 1,000 items, or not JSON to its end: behind the fault no items can be told
     *     apart, so nothing is kept, and the message names the item
     */
    static Batch read(PostedJson posted, byte[] json, Reception reception) {
        BatchDraft batch = new BatchDraft("a JSON array of %d to %d items");
        try (JsonParser parser = posted.parser(json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw batch.malformed(json.length == 0 ? "nothing" : "no array");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                batch.next(() -> readItem(posted, parser, reception));
            }
            if (parser.nextToken() != null) {
                throw batch.malformed("more text after the array");
            }
        } catch (JacksonException e) {
            throw new ProblemException(Problem.malformed("item " + batch.size() + " (counted from 0): "
                    + Problems.of(e).detail()));
        }
        return batch.finish();
    }

    private static Submitted readItem(PostedJson posted, JsonParser parser, Reception reception) {
        long start = parser.currentTokenLocation().getByteOffset();
        Submitted item = reception.read(posted, parser);
        BatchDraft.requireItemSize(parser.currentLocation().getByteOffset() - start);
        return item;
    }
}
