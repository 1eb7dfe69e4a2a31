package io.earshot.scoring.responses;

import io.earshot.feedback.Scale;
import io.earshot.scoring.cassandra.ResponseKey;
import io.earshot.scoring.problem.BadQueryException;
import io.earshot.scoring.query.QueryParameters;
import io.earshot.scoring.query.ScoreQuery;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * A question about the answers behind a score.
 *
 * @param score the score
 * @param text what has to be in the answers' words, null for all
 * @param limit how many answers a page has at most
 * @param after where the page before ended, null for the first one
 */
record ResponsesQuery(
        ScoreQuery score,
        AnswerRange range,
        @Nullable WordSearch text,
        int limit,
        @Nullable ResponseKey after) {

    private static final Set<String> OWN = Set.of("minScore", "maxScore", "text", "limit", "cursor");
    /** What is checked where the scale is not known. */
    private static final Scale ANY = new Scale(0, 10);

    private static final int USUAL_LIMIT = 50;
    private static final int MOST = 200;
    private static final int TEXT_CHARACTERS = 200;
    private static final int TEXT_WORDS = 10;

    /**
     * Reads the question from the parameters of a request.
     *
     * @throws BadQueryException naming every fault and what there is
     */
    static ResponsesQuery parse(MultiValueMap<String, String> parameters, Clock clock) {
        return new QueryParameters(parameters, OWN, clock).parse(ResponsesQuery::read);
    }

    private static @Nullable ResponsesQuery read(QueryParameters parameters) {
        ScoreQuery score = parameters.query();
        AnswerRange range =
                range(parameters, score == null ? ANY : score.series().scale());
        WordSearch text = text(parameters);
        Integer limit = whole(parameters, "limit", 1, MOST);
        ResponseKey after = after(parameters);
        return score == null
                ? null
                : new ResponsesQuery(score, range, text, limit == null ? USUAL_LIMIT : limit, after);
    }

    private static AnswerRange range(QueryParameters parameters, Scale scale) {
        Integer low = whole(parameters, "minScore", scale.low(), scale.high());
        Integer high = whole(parameters, "maxScore", scale.low(), scale.high());
        if (low != null && high != null && low > high) {
            parameters.fault("minScore", low + " (expected: at most maxScore, which is " + high + ")");
        }
        return new AnswerRange(low, high);
    }

    private static @Nullable WordSearch text(QueryParameters parameters) {
        String text = parameters.value("text");
        if (text == null) {
            return null;
        }
        int characters = text.codePointCount(0, text.length());
        if (characters > TEXT_CHARACTERS) {
            parameters.fault("text", characters + " characters (expected: at most " + TEXT_CHARACTERS + ")");
            return null;
        }
        WordSearch search = WordSearch.of(text);
        int words = search.words().size();
        if (words == 0) {
            parameters.fault("text", QueryParameters.shown(text) + " (expected: at least one word)");
        } else if (words > TEXT_WORDS) {
            parameters.fault("text", words + " words (expected: at most " + TEXT_WORDS + ")");
        }
        return search;
    }

    private static @Nullable ResponseKey after(QueryParameters parameters) {
        String cursor = parameters.value("cursor");
        ResponseKey key = cursor == null ? null : Cursor.read(cursor).orElse(null);
        if (cursor != null && key == null) {
            parameters.fault("cursor", QueryParameters.shown(cursor) + " (expected: next of the page before)");
        }
        return key;
    }

    private static @Nullable Integer whole(QueryParameters parameters, String name, int low, int high) {
        String text = parameters.value(name);
        if (text == null) {
            return null;
        }
        Integer number = text.matches("[0-9]{1,3}") ? Integer.valueOf(text) : null;
        if (number == null || number < low || number > high) {
            parameters.fault(name, QueryParameters.shown(text) + " (expected: " + low + " to " + high + ")");
            return null;
        }
        return number;
    }
}
