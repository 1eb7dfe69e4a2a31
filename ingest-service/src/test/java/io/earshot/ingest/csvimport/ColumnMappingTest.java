package io.earshot.ingest.csvimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.earshot.feedback.Fault;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.InvalidFeedbackException;
import io.earshot.feedback.Review;
import io.earshot.feedback.Survey;
import io.earshot.ingest.http.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.util.UriComponentsBuilder;

class ColumnMappingTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    @Test
    void takesFieldsFromColumnsAndConstants() {
        Review review = (Review) row(
                "kind==review&id=n&idPrefix=x-&rating=stars&product=sku&customer=who&email=mail&tags=tags&channel==web",
                List.of("sku", "n", "stars", "who", "mail", "tags"),
                List.of("s-1", "7", " 4 ", "c-1", "a@b.example", "vip; new"));

        assertThat(review.id()).isEqualTo("x-7");
        assertThat(review.rating()).isEqualTo(4);
        assertThat(review.context().product()).isEqualTo("s-1");
        assertThat(review.context().channel()).isEqualTo("web");
        assertThat(review.customer().id()).isEqualTo("c-1");
        assertThat(review.customer().email()).isEqualTo("a@b.example");
        assertThat(review.customer().tags()).containsExactly("vip", "new");
    }

    @Test
    void takesFieldsByTheirFullPath() {
        Survey survey = (Survey) row(
                "kind==survey&metric==nps&score=s&customer.id=c&context.touchpoint=t",
                List.of("s", "c", "t"),
                List.of("9", "c-2", "checkout"));

        assertThat(survey.customer().id()).isEqualTo("c-2");
        assertThat(survey.context().touchpoint()).isEqualTo("checkout");
    }

    @Test
    void leavesFieldsOfEmptyCellsUnset() {
        Feedback review = row("kind==review&rating=r&comment=c", List.of("r", "c"), List.of("3", ""));

        assertThat(review.comment()).isNull();
        assertThat(review.id()).isEqualTo("made-id");
    }

    @Test
    void refusesARowWhoseIdIsEmpty() {
        InvalidFeedbackException refused = catchThrowableOfType(
                InvalidFeedbackException.class,
                () -> row("kind==review&rating=r&id=i&idPrefix=x-", List.of("r", "i"), List.of("3", "")));

        assertThat(refused.faults()).extracting(Fault::field).containsExactly("id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rating=r|kind|missing (expected: survey, review or button)",
                "kind==revue&rating=r|kind|\"revue\" (expected: survey, review or button)",
                "kind==review|rating|missing (expected: 1 to 5)",
                "kind==review&rating==6|rating|6 (expected: 1 to 5)",
                "kind==review&rating=r&metric=m|metric|not a field of a review (expected: left out of the query)",
                "kind==review&rating=r&id==x|id|a constant (expected: a column, or every row would be the same item)",
                "kind==review&rating=r&idPrefix=x|idPrefix|given without id (expected: id=COLUMN)",
                "kind==review&rating=r&rating=q|rating|given empty or more than once (expected: one value)",
                "kind==review&rating=r&title=|title|given empty or more than once (expected: one value)",
                "kind==review&rating=r&product=a&context.product=b|context.product|context.product is given twice (expected: once)",
                "kind==review&rating=r&occurredAt==tomorrow|occurredAt|\"tomorrow\" (expected: an RFC 3339 time such as 2026-11-21T10:15:00Z)",
            })
    void refusesAQueryThatNoRowCouldBeKeptWith(String query, String field, String message) {
        assertThat(problem(() -> parse(query))).contains(new Fault(field, message));
    }

    @Test
    void namesUnknownParametersAndWhatThereIs() {
        assertThat(problem(() -> parse("kind==review&rating=r&colour=c")))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.field()).isEqualTo("colour");
                    assertThat(fault.message()).contains("touchpoint").contains("idPrefix");
                });
    }

    @Test
    void namesEveryColumnThatIsMissingOrThereTwice() {
        assertThat(problem(() -> parse("kind==review&rating=r&title=t").bind(List.of("t", "t", "x"))))
                .containsExactlyInAnyOrder(
                        new Fault("rating", "no column \"r\" (expected: one of t, t, x)"),
                        new Fault("title", "the column \"t\" is there twice (expected: once)"));
    }

    private static List<Fault> problem(ThrowingCallable call) {
        ProblemException refused = catchThrowableOfType(ProblemException.class, call);
        assertThat(refused.problem().status()).isEqualTo(400);
        return refused.problem().errors();
    }

    private static Feedback row(String query, List<String> header, List<String> cells) {
        return parse(query).bind(header).map(cells).build(() -> "made-id", CLOCK);
    }

    private static ColumnMapping parse(String query) {
        return ColumnMapping.parse(
                UriComponentsBuilder.newInstance().query(query).build().getQueryParams(), CLOCK);
    }
}
