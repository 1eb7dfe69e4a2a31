package io.earshot.scoring.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.earshot.feedback.Fault;
import io.earshot.scoring.problem.BadQueryException;
import io.earshot.scoring.query.Window;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

class StreamQuestionsTest {

    @Test
    void watchesEveryMetricWhereNoneIsNamed() {
        assertThat(parse(""))
                .extracting(question -> question.series().key())
                .containsExactly("nps/0-10", "csat/1-5", "ces/1-7", "review/1-5", "button/1-5");
        assertThat(parse("")).allMatch(question -> question.window() == Window.MONTH);
    }

    @Test
    void takesMetricsRepeatedOrWithCommasEachOnce() {
        assertThat(parse("metric=csat&metric=nps,csat&window=24h&key=k"))
                .extracting(question -> question.series().key() + " " + question.window())
                .containsExactly("csat/1-5 DAY", "nps/0-10 DAY");
    }

    @Test
    void takesAScaleWithOneMetric() {
        assertThat(parse("metric=nps&scale=1-10"))
                .singleElement()
                .satisfies(question -> assertThat(question.series().key()).isEqualTo("nps/1-10"));
        assertThat(faults("metric=nps,csat&scale=1-10"))
                .extracting(Fault::field, Fault::message)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("scale", "together with 2 metrics (expected: one metric)"));
    }

    @Test
    void namesEveryFaultOnce() {
        assertThat(faults("metric=nps,npx&window=2d&segment=shop:1&at=now&from=x"))
                .extracting(Fault::field)
                .containsExactly("at", "from", "segment", "window", "metric");
    }

    private static List<Question> parse(String query) {
        MultiValueMap<String, String> parameters =
                UriComponentsBuilder.fromUriString("/?" + query).build().getQueryParams();
        return StreamQuestions.parse("s", parameters, Clock.systemUTC());
    }

    private static List<Fault> faults(String query) {
        return catchThrowableOfType(BadQueryException.class, () -> parse(query)).faults();
    }
}
