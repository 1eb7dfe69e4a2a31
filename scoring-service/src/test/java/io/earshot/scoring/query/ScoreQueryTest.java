package io.earshot.scoring.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.Fault;
import io.earshot.feedback.Metric;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Segment;
import io.earshot.scoring.measure.Series;
import io.earshot.scoring.problem.BadQueryException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreQueryTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:17:30Z"), ZoneOffset.UTC);

    @Test
    void isAboutAllItemsOfTheLast30DaysOnTheDefaultScaleUnlessItSays() {
        ScoreQuery query = ScoreQuery.parse(Parameters.of("metric=ces"), CLOCK);

        assertThat(query.series()).hasToString("ces/1-7");
        assertThat(query.segment()).isNull();
        assertThat(query.range().window()).isEqualTo(Window.MONTH);
        assertThat(query.range().to()).isEqualTo(CLOCK.instant());
    }

    @Test
    void takesValuesWithColonsAsSegments() {
        assertThat(ScoreQuery.parse(Parameters.of("metric=nps&segment=product:a:b"), CLOCK)
                        .segment())
                .isEqualTo(Segment.of(Dimension.PRODUCT, "a:b"));
    }

    @Test
    void endsAFreeRangeNowUnlessItSays() {
        assertThat(ScoreQuery.parse(Parameters.of("metric=nps&from=2026-11-21T08:30:00Z"), CLOCK)
                        .range())
                .isEqualTo(new TimeRange(
                        null, Instant.parse("2026-11-21T08:00:00Z"), Instant.parse("2026-11-21T11:00:00Z")));
    }

    @Test
    void passesOverTheAccessKey() {
        assertThat(faults("metric=nps&key=sk_a")).isEmpty();
        assertThat(faults("metric=nps&key=sk_a&key=sk_b&keys=1").toString()).doesNotContain("sk_", "key,");
    }

    @Test
    void isMadeForAWindowThatEndsNow() {
        assertThat(ScoreQuery.of(Series.of(Metric.NPS, Metric.NPS.defaultScale()), null, Window.WEEK, CLOCK.instant()))
                .isEqualTo(ScoreQuery.parse(Parameters.of("metric=nps&window=7d"), CLOCK));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "window=7d | metric: missing (expected: nps, csat, ces, review, button)",
                "metric=csat&scale=1-7 | scale: \"1-7\" (expected: 1-5 or 1-10 for csat)",
                "metric=nps&segment=channel: | segment: \"channel:\" (expected: DIMENSION:VALUE with one of channel, touchpoint, locale, aspect, source, survey, category, product)",
                "metric=nps&window=7d&from=2026-01-01T00:00:00Z | window: together with from or to (expected: either a window or from and to)",
                "metric=nps&to=2026-01-01T00:00:00Z | from: missing (expected: a time before to)",
                "metric=nps&from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z | from: 2026-02-01T00:00:00Z (expected: before 2026-01-01T00:00:00Z)",
                "metric=nps&from=1999-01-01T00:00:00Z | from: 1999-01-01T00:00:00Z (expected: from 2000-01-01T00:00:00Z to 3000-01-01T00:00:00Z)",
                "metric=nps&at=2026-11-21T10:22:31Z | at: 2026-11-21T10:22:31Z (expected: at most 5 minutes after 2026-11-21T10:17:30Z)",
                "metric=nps&window=1h&at=2026-11-21T09:17:29Z | at: 2026-11-21T09:17:29Z (expected: at most an hour before 2026-11-21T10:17:30Z for the window 1h)",
                "metric=nps&metric=ces | metric: given 2 times (expected: once)",
            })
    void saysWhatWasGivenAndWhatThereIs(String query, String fault) {
        assertThat(faults(query)).containsExactly(fault);
    }

    private static List<String> faults(String query) {
        try {
            ScoreQuery.parse(Parameters.of(query), CLOCK);
            return List.of();
        } catch (BadQueryException e) {
            return e.faults().stream().map(Fault::toString).toList();
        }
    }
}
