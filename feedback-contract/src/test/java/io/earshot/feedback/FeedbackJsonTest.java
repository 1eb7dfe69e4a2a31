package io.earshot.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

class FeedbackJsonTest {

    private static final PostedJson POSTED = new PostedJson();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00.123456Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(strings = {"survey-nps", "survey-csat-1-10", "survey-ces", "review", "button"})
    void writesTheGoldenExamplesAsTheyAreRead(String name) throws IOException {
        byte[] golden = example(name);

        Feedback posted = POSTED.read(golden, () -> "unused", CLOCK);

        assertThat(new String(FeedbackJson.write(posted), UTF_8)).isEqualTo(new String(golden, UTF_8).strip());
        assertThat(FeedbackJson.readLogged(golden)).isEqualTo(posted);
    }

    @Test
    void fillsInTheIdTheRevisionTheScaleAndTheTime() {
        Feedback feedback = post("{'kind':'survey','metric':'nps','score':9}");

        assertThat(feedback.id()).isEqualTo("made-id");
        assertThat(feedback.revision()).isZero();
        assertThat(feedback.occurredAt()).isEqualTo(Instant.parse("2026-11-21T12:00:00.123Z"));
        assertThat(((Survey) feedback).scale().slug()).isEqualTo("0-10");
        assertThat(feedback.context()).isEqualTo(Context.NONE);
    }

    @Test
    void takesNullAndEmptyTextForAbsent() {
        Feedback feedback = post(
                "{'kind':'review','rating':4,'title':'','comment':null,'customer':null,'context':{'channel':'','product':null}}");

        assertThat(feedback)
                .isEqualTo(new Review(
                        new Submission(
                                "made-id", 0, Instant.parse("2026-11-21T12:00:00.123Z"), null, null, Context.NONE),
                        4,
                        null,
                        null));
    }

    @Test
    void takesATimeWithAnOffset() {
        assertThat(post("{'kind':'review','rating':4,'occurredAt':'2026-11-21T12:00:00+02:00'}")
                        .occurredAt())
                .isEqualTo(Instant.parse("2026-11-21T10:00:00Z"));
    }

    @Test
    void namesEveryFaultAtOnce() {
        assertThat(
                        faults(
                                "{'id':'a b','kind':'survey','metric':'nps','score':11,'ratng':1,'context':{'chanel':'x'},'occurredAt':'yesterday'}"))
                .containsExactlyInAnyOrder(
                        "id: \"a b\" (expected: 1 to 64 characters of A-Z a-z 0-9 _ . -)",
                        "score: 11 (expected: 0 to 10)",
                        "ratng: unknown field (expected: one of "
                                + String.join(
                                        ", ",
                                        Stream.of(Field.values())
                                                .map(Field::path)
                                                .toList()) + ")",
                        "context.chanel: unknown field",
                        "occurredAt: \"yesterday\" (expected: an RFC 3339 time such as 2026-11-21T10:15:00Z)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|kind: missing (expected: survey, review or button)",
                "{'kind':'poll'}|kind: \"poll\" (expected: survey, review or button)",
                "{'kind':'survey','score':1}|metric: missing (expected: nps, csat or ces)",
                "{'kind':'survey','metric':'review','score':1}|metric: \"review\" (expected: nps, csat or ces)",
                "{'kind':'survey','metric':'nps'}|score: missing (expected: an integer on the scale)",
                "{'kind':'survey','metric':'nps','score':6.5}|score: 6.5 (expected: an integer)",
                "{'kind':'survey','metric':'nps','score':'6'}|score: \"6\" (expected: an integer)",
                "{'kind':'survey','metric':'nps','score':null}|score: missing (expected: an integer on the scale)",
                "{'kind':'survey','metric':'nps','score':99999999999999999999}|score: 99999999999999999999 (expected: a small integer)",
                "{'kind':'survey','metric':'csat','score':0}|score: 0 (expected: 1 to 5)",
                "{'kind':'survey','metric':'ces','score':3,'scale':'1-10'}|scale: \"1-10\" (expected: 1-7 or 1-5 for ces)",
                "{'kind':'survey','metric':'nps','score':3,'score':4}|score: given twice (expected: once)",
                "{'kind':'review','rating':0}|rating: 0 (expected: 1 to 5)",
                "{'kind':'review','rating':3,'source':'My Shop'}|source: \"My Shop\" (expected: a slug of 1 to 64 characters of a-z 0-9 _ -)",
                "{'kind':'button','comment':'x'}|category: missing (expected: bug, complaint, idea, question, praise, other)",
                "{'kind':'button','category':'bug'}|comment: missing (expected: text)",
                "{'kind':'button','category':'rant','comment':'x'}|category: \"rant\" (expected: bug, complaint, idea, question, praise, other)",
                "{'kind':'review','rating':3,'revision':-1}|revision: -1 (expected: 0 to 1048576)",
                "{'kind':'review','rating':3,'id':''}|id: \"\" (expected: 1 to 64 characters of A-Z a-z 0-9 _ . -)",
                "{'kind':'review','rating':3,'occurredAt':'1999-12-31T23:59:59Z'}|occurredAt: 1999-12-31T23:59:59Z (expected: not before 2000-01-01T00:00:00Z)",
                "{'kind':'review','rating':3,'occurredAt':'2026-11-21T12:05:01Z'}|occurredAt: 2026-11-21T12:05:01Z (expected: at most 5 minutes ahead of 2026-11-21T12:00:00.123Z)",
                "{'kind':'review','rating':3,'customer':'c-1'}|customer: \"c-1\" (expected: a JSON object)",
                "{'kind':'review','rating':3,'customer':{'email':'nobody'}}|customer.email: \"nobody\" (expected: an e-mail address)",
                "{'kind':'review','rating':3,'customer':{'tags':'vip'}}|customer.tags: \"vip\" (expected: an array of strings)",
                "{'kind':'review','rating':3,'customer':{'tags':[1]}}|customer.tags: a value that is not text (expected: an array of strings)",
                "{'kind':'review','rating':3,'comment':{'text':'x'}}|comment: an object (expected: text)",
                "{'kind':'review','rating':3,'comment':'a\\ud800b'}|comment: \"a�b\" (expected: well-formed Unicode, no lone surrogate)",
                "{'kind':'review','rating':3,'comment':'a\\u0000b'}|comment: \"a�b\" (expected: no NUL character)",
                "{'kind':'review','rating':3,'customer':{'email':'a\\u0000@b'}}|customer.email: \"a�@b\" (expected: an e-mail address)",
                "{'kind':'review','rating':3,'customer':{'id':'a'},'customer':{'name':'b'}}|customer: given twice (expected: once)",
                "{'kind':'review','rating':3,'context':null,'context':{'page':'b'}}|context: given twice (expected: once)",
                "{'kind':'review','rating':1e999999}|rating: 1e999999 (expected: an integer)",
                "[1]|an array (expected: a JSON object)`",
            })
    void saysWhatWasGivenAndWhatWasExpected(String json, String fault) {
        assertThat(faults(json)).contains(fault.replace("`", ""));
    }

    @Test
    void refusesAFieldOfAnotherKindByName() {
        assertThat(faults("{'kind':'survey','metric':'nps','score':1,'rating':2}"))
                .singleElement()
                .asString()
                .startsWith("rating: not a field of a survey (expected: id, revision, kind, metric, score, scale,");
    }

    @Test
    void takesAnEmptyCellOfAnIdForAFaultAndOfAnyOtherFieldForAbsent() {
        FeedbackDraft draft = new FeedbackDraft();
        draft.set(Field.KIND, "review");
        draft.set(Field.RATING, "3");
        draft.set(Field.TITLE, "");
        assertThat(draft.build(() -> "made-id", CLOCK).id()).isEqualTo("made-id");

        draft.set(Field.ID, "");
        assertThatExceptionOfType(InvalidFeedbackException.class)
                .isThrownBy(() -> draft.build(() -> "made-id", CLOCK))
                .withMessageStartingWith("id: \"\"");
    }

    @Test
    void countsTheLimitOfACommentInCharactersNotInUtf16() {
        assertThat(post("{'kind':'review','rating':3,'comment':'" + "😀".repeat(5_000) + "'}")
                        .comment())
                .hasSize(10_000);
        assertThat(faults("{'kind':'review','rating':3,'comment':'" + "å".repeat(5_001) + "'}"))
                .containsExactly("comment: 5001 characters (expected: at most 5000)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{'kind':}", "{'kind':'review','rating':3}}", "nonsense"})
    void refusesWhatIsNotJson(String json) {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> post(json))
                .isInstanceOfAny(JacksonException.class, InvalidFeedbackException.class);
    }

    @Test
    void leavesTheParserBehindEachItemOfAnArrayWhetherGoodOrBad() {
        byte[] array = "[{'kind':'review','rating':3},{'kind':'x','context':[{}]},7,{'kind':'review','rating':4}]"
                .replace('\'', '"')
                .getBytes(UTF_8);
        StringBuilder seen = new StringBuilder();
        try (JsonParser parser = POSTED.parser(array)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                try {
                    seen.append(((Review) POSTED.read(parser, () -> "i", CLOCK)).rating());
                } catch (InvalidFeedbackException e) {
                    seen.append('!');
                }
            }
        }
        assertThat(seen).hasToString("3!!4");
    }

    @Test
    void readsFieldsOfANewerVersionFromTheLog() {
        byte[] newer =
                "{'id':'a','kind':'review','rating':3,'mood':{'x':[1]},'occurredAt':'2026-01-01T00:00:00Z','context':{'shelf':'7'}}"
                        .replace('\'', '"')
                        .getBytes(UTF_8);

        assertThat(FeedbackJson.readLogged(newer).id()).isEqualTo("a");
    }

    static byte[] example(String name) throws IOException {
        try (InputStream in = FeedbackJsonTest.class.getResourceAsStream("/examples/" + name + ".json")) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }

    private static Feedback post(String json) {
        return POSTED.read(json.replace('\'', '"').getBytes(UTF_8), () -> "made-id", CLOCK);
    }

    private static java.util.List<String> faults(String json) {
        try {
            post(json);
            return java.util.List.of();
        } catch (InvalidFeedbackException e) {
            return e.faults().stream().map(Fault::toString).toList();
        }
    }
}
