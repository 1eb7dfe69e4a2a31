package io.earshot.scoring.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.earshot.feedback.Fault;
import io.earshot.scoring.cassandra.ResponseKey;
import io.earshot.scoring.problem.BadQueryException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

class ResponsesQueryTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:17:30Z"), ZoneOffset.UTC);

    @Test
    void asksForTheFirstFiftyOfAllAnswersUnlessItSays() {
        ResponsesQuery query = ResponsesQuery.parse(parameters("metric=nps"), CLOCK);

        assertThatObject(query)
                .returns(50, ResponsesQuery::limit)
                .returns(new AnswerRange(null, null), ResponsesQuery::range)
                .returns(null, ResponsesQuery::text)
                .returns(null, ResponsesQuery::after);
        assertThat(query.score().series()).hasToString("nps/0-10");
    }

    @Test
    void takesAllThatAScoreTakesAndItsOwn() {
        ResponseKey after = new ResponseKey(CLOCK.instant(), "a", 0, 0, 7);
        ResponsesQuery query = ResponsesQuery.parse(
                parameters("metric=csat&scale=1-10&window=7d&segment=channel:web&minScore=1&maxScore=4&text=late"
                        + "&limit=200&cursor=" + Cursor.write(after)),
                CLOCK);

        assertThatObject(query)
                .returns(new AnswerRange(1, 4), ResponsesQuery::range)
                .returns(WordSearch.of("late"), ResponsesQuery::text)
                .returns(200, ResponsesQuery::limit)
                .returns(after, ResponsesQuery::after);
        assertThat(query.score().segment()).extracting("name").isEqualTo("channel:web");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "minScore=0 | metric: missing (expected: nps, csat, ces, review, button)",
                "metric=nps&maxScore=11 | maxScore: \"11\" (expected: 0 to 10)",
                "metric=review&minScore=0 | minScore: \"0\" (expected: 1 to 5)",
                "metric=nps&minScore=x | minScore: \"x\" (expected: 0 to 10)",
                "metric=nps&minScore=7&maxScore=6 | minScore: 7 (expected: at most maxScore, which is 6)",
                "metric=nps&limit=0 | limit: \"0\" (expected: 1 to 200)",
                "metric=nps&limit=201 | limit: \"201\" (expected: 1 to 200)",
                "metric=nps&cursor=abc | cursor: \"abc\" (expected: next of the page before)",
                "metric=nps&text=\u0301 | text: \"\u0301\" (expected: at least one word)",
                "metric=nps&text=a b c d e f g h i j k | text: 11 words (expected: at most 10)",
                "metric=nps&text=x&text=y | text: given 2 times (expected: once)",
                "metric=nps&words=x | words: unknown parameter (expected: one of at, cursor, from, limit, maxScore, metric, minScore, scale, segment, text, to, window)",
            })
    void saysWhatWasGivenAndWhatThereIs(String query, String fault) {
        assertThat(faults(query)).containsExactly(fault);
    }

    @Test
    void namesAllFaultsAtOnce() {
        assertThat(faults("metric=npz&minScore=12&limit=x&text=" + "a".repeat(201)))
                .containsExactly(
                        "metric: \"npz\" (expected: nps, csat, ces, review, button)",
                        "minScore: \"12\" (expected: 0 to 10)",
                        "text: 201 characters (expected: at most 200)",
                        "limit: \"x\" (expected: 1 to 200)");
    }

    private static List<String> faults(String query) {
        try {
            ResponsesQuery.parse(parameters(query), CLOCK);
            return List.of();
        } catch (BadQueryException e) {
            return e.faults().stream().map(Fault::toString).toList();
        }
    }

    private static MultiValueMap<String, String> parameters(String query) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            parameters.add(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        return parameters;
    }
}
