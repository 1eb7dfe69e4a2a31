package io.earshot.scoring.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.earshot.scoring.problem.BadQueryException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendQueryTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:17:30Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "window=1h, 1m",
        "window=24h, 1h",
        "window=7d, 1d",
        "window=30d, 1d",
        "window=90d, 1d",
        "window=365d, 7d",
        "from=2026-11-20T00:00:00Z, 1h",
        "from=2020-01-01T00:00:00Z, 1mo",
        "from=2000-01-01T00:00:00Z, 1mo"
    })
    void takesUsuallyNoMoreThanAHundredPoints(String time, String step) {
        assertThat(TrendQuery.parse(Parameters.of("metric=nps&" + time), CLOCK)
                        .step()
                        .slug())
                .isEqualTo(step);
    }

    @Test
    void takesUpToAThousandPointsIfAsked() {
        TrendQuery query = TrendQuery.parse(Parameters.of("metric=nps&window=30d&step=1h"), CLOCK);

        assertThat(query.step()
                        .count(
                                query.score().range().from(),
                                query.score().range().end()))
                .isEqualTo(731);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "window=90d&step=2d | step: \"2d\" (expected: 1d, 7d, 1mo for at most 1000 points)",
                "window=90d&step=1h | step: 1h for 2171 points (expected: 1d, 7d, 1mo for at most 1000 points)",
                "window=24h&step=1m | step: 1m without the window 1h (expected: 1h, 1d, 7d, 1mo for at most 1000 points)",
                "from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z | step: 1mo for 1200 points (expected: a shorter time, at most 1000 points)"
            })
    void saysWhichStepsThereAre(String parameters, String fault) {
        BadQueryException refusal = catchThrowableOfType(
                BadQueryException.class, () -> TrendQuery.parse(Parameters.of("metric=nps&" + parameters), CLOCK));

        assertThat(refusal.faults()).singleElement().hasToString(fault);
    }

    @Test
    void namesTheFaultsOfTheScoreToo() {
        BadQueryException refusal = catchThrowableOfType(
                BadQueryException.class, () -> TrendQuery.parse(Parameters.of("step=2d&windw=1h"), CLOCK));

        assertThat(refusal.faults())
                .extracting(Object::toString)
                .containsExactly(
                        "windw: unknown parameter (expected: one of at, from, metric, scale, segment, step, to, window)",
                        "metric: missing (expected: nps, csat, ces, review, button)",
                        "step: \"2d\" (expected: 1m, 1h, 1d, 7d, 1mo for at most 1000 points)");
    }
}
