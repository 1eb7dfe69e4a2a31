package io.earshot.scoring.buckets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StepTest {

    private static final Instant TIME = Instant.parse("2026-11-22T10:17:30Z");

    @ParameterizedTest(name = "{0}: {1} to {2}")
    @CsvSource({
        "1m,  2026-11-22T10:17:00Z, 2026-11-22T10:18:00Z",
        "1h,  2026-11-22T10:00:00Z, 2026-11-22T11:00:00Z",
        "1d,  2026-11-22T00:00:00Z, 2026-11-23T00:00:00Z",
        "7d,  2026-11-16T00:00:00Z, 2026-11-23T00:00:00Z",
        "1mo, 2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z"
    })
    void holdsATime(String slug, Instant begin, Instant end) {
        Step step = Step.of(slug).orElseThrow();

        assertThat(step.startOf(step.numberOf(TIME))).isEqualTo(begin);
        assertThat(step.startOf(step.numberOf(TIME) + 1)).isEqualTo(end);
        assertThat(step.numberOf(begin)).isEqualTo(step.numberOf(end.minusNanos(1)));
    }

    @Test
    void beginsWeeksOnMondaysInEveryYear() {
        for (long week = -3_000; week < 6_000; week++) {
            Instant begin = Step.WEEK.startOf(week);
            assertThat(begin.atOffset(ZoneOffset.UTC).getDayOfWeek()).isEqualTo(DayOfWeek.MONDAY);
            assertThat(Step.WEEK.numberOf(begin)).isEqualTo(week);
        }
    }

    @ParameterizedTest
    @EnumSource
    void beginsWhereABucketOfItsResolutionBegins(Step step) {
        Instant begin = step.startOf(step.numberOf(TIME));

        assertThat(step.resolution().floor(begin)).isEqualTo(begin);
    }

    @Test
    void countsStepsThatAreNotWhole() {
        assertThat(Step.DAY.count(TIME, TIME.plusSeconds(86_400))).isEqualTo(2);
        assertThat(Step.MONTH.count(TIME, TIME.plusSeconds(1))).isEqualTo(1);
        assertThat(Step.HOUR.count(Instant.parse("2026-11-22T10:00:00Z"), Instant.parse("2026-11-22T12:00:00Z")))
                .isEqualTo(2);
        assertThat(Step.HOUR.count(TIME, TIME)).isZero();
    }
}
