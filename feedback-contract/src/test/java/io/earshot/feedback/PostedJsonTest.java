package io.earshot.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/** What keeps a hostile item from costing more than an honest one. */
class PostedJsonTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private static final String REVIEW = "'kind':'review','rating':3";

    private final PostedJson posted = new PostedJson(16, 100);

    @Test
    void countsNestingFromTheItem() {
        assertThat(faults("{" + REVIEW + ",'x':" + nested(15) + "}"))
                .singleElement()
                .asString()
                .startsWith("x: unknown");
        assertThat(faults("{" + REVIEW + ",'x':" + nested(16) + "}"))
                .hasSize(2)
                .contains("nested 17 deep (expected: at most 16)");
    }

    @Test
    void refusesADeepItemOfAnArrayAndReadsTheNext() {
        String array = "[{" + REVIEW + ",'x':" + nested(10_000) + "},{" + REVIEW + "}]";
        try (JsonParser parser = posted.parser(bytes(array))) {
            parser.nextToken();
            parser.nextToken();
            assertThatExceptionOfType(InvalidFeedbackException.class)
                    .isThrownBy(() -> posted.read(parser, () -> "a", CLOCK))
                    .withMessageContaining("nested 10001 deep (expected: at most 16)");
            parser.nextToken();
            assertThat(posted.read(parser, () -> "b", CLOCK).id()).isEqualTo("b");
            assertThat(parser.nextToken()).isEqualTo(JsonToken.END_ARRAY);
        }
    }

    @Test
    void givesUpOnATextThatIsDeeperThanAnyItemIsLong() {
        assertThatExceptionOfType(StreamConstraintsException.class)
                .isThrownBy(() -> read(bytes("{'x':" + "[".repeat(1_000_000))));
    }

    @Test
    void countsTheFieldsOfNestedObjects() {
        String hundred = "{" + REVIEW + ",'x':[{" + fields(97) + "}]}";
        String more = "{" + REVIEW + ",'x':[{" + fields(98) + "}]}";

        assertThat(faults(hundred)).singleElement().asString().startsWith("x: unknown field");
        assertThat(faults(more)).contains("101 fields (expected: at most 100)");
    }

    @Test
    void tellsTheFirstFaultsOfManyAndTheListOfFieldsOnce() {
        InvalidFeedbackException invalid = invalid("{" + REVIEW + "," + fields(1_000) + "}");

        assertThat(invalid.count()).isEqualTo(1_001);
        assertThat(invalid.faults()).hasSize(31);
        assertThat(invalid.faults().get(0).toString()).startsWith("f0: unknown field (expected: one of id, revision");
        assertThat(invalid.faults().get(1)).hasToString("f1: unknown field");
        assertThat(invalid.faults().get(30)).hasToString("… and 971 more");
        assertThat(invalid.getMessage()).hasSizeLessThan(2_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 1_000, 16_000})
    void refusesANumberOfManyDigitsWithoutConvertingIt(int digits) {
        assertThat(faults("{'kind':'review','rating':" + "9".repeat(digits) + "}"))
                .containsExactly("rating: " + (digits > 60 ? "9".repeat(60) + "…" : "9".repeat(digits))
                        + " (expected: a small integer)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void refusesOtherEncodings(String charset) {
        byte[] text = ("{\"kind\":\"review\",\"rating\":3}").getBytes(Charset.forName(charset));

        assertThatExceptionOfType(InvalidFeedbackException.class)
                .isThrownBy(() -> read(text))
                .withMessage("text in UTF-16 or UTF-32 (expected: UTF-8)");
    }

    @Test
    void passesOverAByteOrderMark() {
        assertThat(read(bytes("\uFEFF{" + REVIEW + "}")).id()).isEqualTo("made");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] text = bytes("{" + REVIEW + ",'comment':'??'}");
        for (int i = 0; i < text.length; i++) {
            text[i] = text[i] == '?' ? (byte) 0xFF : text[i];
        }
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining("Invalid UTF-8 start byte 0xff");
    }

    @Test
    void refusesBoundsBelowAnItemOrBeyondReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PostedJson(2, 100))
                .withMessage("depth: 2 (expected: 3 to 1000)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PostedJson(16, 26))
                .withMessage("fields: 26 (expected: 27 to 1000)");
    }

    private static String nested(int deep) {
        return "[".repeat(deep) + "]".repeat(deep);
    }

    private static String fields(int count) {
        return IntStream.range(0, count).mapToObj(i -> "'f" + i + "':0").collect(Collectors.joining(","));
    }

    private List<String> faults(String json) {
        return invalid(json).faults().stream().map(Fault::toString).toList();
    }

    private InvalidFeedbackException invalid(String json) {
        try {
            read(bytes(json));
            throw new AssertionError("accepted");
        } catch (InvalidFeedbackException e) {
            return e;
        }
    }

    private Feedback read(byte[] json) {
        return posted.read(json, () -> "made", CLOCK);
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(UTF_8);
    }
}
