package io.earshot.ingest.batch;

import io.earshot.feedback.FeedbackEvent.Submitted;
import io.earshot.feedback.PostedJson;
import io.earshot.ingest.http.Problem;
import io.earshot.ingest.http.ProblemException;
import io.earshot.ingest.item.Reception;
import java.util.Arrays;
import tools.jackson.core.JacksonException;

/**
 * Reads items that stand one a line (NDJSON). A line feed can't stand inside of a JSON text that is one line, so a line that can't be read spoils
 * no other. Lines may end with CR LF, the last one may lack its end, and blank ones are passed over.
 */
final class LinesReader {

    private LinesReader() {}

    /**
     * Reads all items, the bad ones as well.
     *
     * @throws ProblemException if there are not 1 to 1,000 items
     */
    static Batch read(PostedJson posted, byte[] lines, Reception reception) {
        BatchDraft batch = new BatchDraft("%d to %d items, one a line");
        int line = 0;
        for (int start = 0; start < lines.length; ) {
            line++;
            int end = indexOfLineFeed(lines, start);
            int from = skipBlanks(lines, start, end);
            if (from < end) {
                int number = line;
                batch.next(() -> readItem(posted, lines, from, end, number, reception));
            }
            start = end + 1;
        }
        return batch.finish();
    }

    private static Submitted readItem(
            PostedJson posted, byte[] lines, int from, int end, int line, Reception reception) {
        int to = end;
        while (isBlank(lines[to - 1])) {
            to--;
        }
        BatchDraft.requireItemSize(to - from);
        try {
            return reception.read(posted, Arrays.copyOfRange(lines, from, to));
        } catch (JacksonException e) {
            throw new ProblemException(Problem.malformed(
                    "line " + line + ": not JSON: " + e.getOriginalMessage() + " (expected: one JSON object)"));
        }
    }

    private static int indexOfLineFeed(byte[] lines, int from) {
        int i = from;
        while (i < lines.length && lines[i] != '\n') {
            i++;
        }
        return i;
    }

    private static int skipBlanks(byte[] lines, int from, int end) {
        int i = from;
        while (i < end && isBlank(lines[i])) {
            i++;
        }
        return i;
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t' || character == '\r';
    }
}
