package io.earshot.alerts.posted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

class PostedFieldsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static PostedFields fields(String json) {
        return PostedFields.of(MAPPER.readTree(json), List.of("name", "due", "lines", "on"));
    }

    @Test
    void tellsOfEveryFaultWithTheValueAndWhatWasExpected() {
        PostedFields fields = fields("""
                {"due": "soon", "lines": ["a", "", 7, "b\\nc"], "on": null, "colour": 1}""");
        assertThat(fields.required("name", PostedFields::asName, "a name")).isEmpty();
        assertThat(fields.optional("due", Spans::read, "a time")).isEmpty();
        assertThat(fields.list("lines", 5, text -> PostedFields.asLine(text, 3), "a line"))
                .containsExactly("a");
        assertThat(fields.flag("on")).isEmpty();

        ProblemException problem = catchThrowableOfType(ProblemException.class, fields::check);
        assertThat(problem.faults())
                .containsExactly(
                        new FieldFault("colour", "unknown field (expected: one of name, due, lines, on)"),
                        new FieldFault("name", "missing (expected: a name)"),
                        new FieldFault("due", "soon (expected: a time)"),
                        new FieldFault("lines[1]", "blank (expected: a line)"),
                        new FieldFault("lines[2]", "7 (expected: a line)"),
                        new FieldFault("lines[3]", "b\nc (expected: a line)"),
                        new FieldFault("on", "null (expected: true or false)"));
    }

    @Test
    void takesNullForNotGivenWhereItSaysSoOnly() {
        PostedFields fields = fields("{\"due\": null, \"lines\": null}");

        assertThat(fields.optional("due", Spans::read, "a time")).isEmpty();
        assertThat(fields.list("lines", 5, PostedFields::asName, "a name")).isEmpty();
        fields.check();
        fields.given("due", Spans::read, "a time");
        assertThatThrownBy(fields::check).hasMessage("due: null (expected: a time)");
    }

    @Test
    void repeatsNoMoreOfAValueThanABeginning() {
        PostedFields fields = fields("{\"name\": \"" + "😀".repeat(500) + "\"}");
        fields.required("name", PostedFields::asName, "a name");

        assertThatThrownBy(fields::check).hasMessage("name: " + "😀".repeat(50) + "… (expected: a name)");
    }

    @Test
    void readsWhatThereIs() {
        PostedFields fields =
                fields("{\"name\": \"care-1\", \"due\": \"2d\", \"lines\": [\" a \", \"a\"], \"on\": true}");

        assertThat(fields.required("name", PostedFields::asName, "")).contains("care-1");
        assertThat(fields.optional("due", Spans::read, "")).contains(Duration.ofDays(2));
        assertThat(fields.list("lines", 5, text -> PostedFields.asLine(text, 1), ""))
                .containsExactly("a");
        assertThat(fields.flag("on")).contains(true);
        fields.check();
    }
}
