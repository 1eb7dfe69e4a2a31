package io.earshot.scoring.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.buckets.Span;
import io.earshot.scoring.fold.RowKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeRangeTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:17:30.250Z");

    @ParameterizedTest
    @CsvSource({
        "1h,   2026-11-21T09:17:00Z",
        "24h,  2026-11-20T10:00:00Z",
        "7d,   2026-11-14T10:00:00Z",
        "30d,  2026-10-22T00:00:00Z",
        "90d,  2026-08-23T00:00:00Z",
        "365d, 2025-11-21T00:00:00Z"
    })
    void beginsWithTheBucketThatHoldsTheTimeBefore(String window, Instant from) {
        TimeRange range = TimeRange.of(Window.of(window).orElseThrow(), NOW, NOW);

        assertThat(range.from()).isEqualTo(from);
        assertThat(range.to()).isEqualTo(NOW);
    }

    @Test
    void countsTheMinuteThatHoldsItsEndWhole() {
        List<Span> spans = TimeRange.of(Window.HOUR, NOW, NOW).spans();

        Span last = spans.get(spans.size() - 1);
        assertThat(last.resolution()).isEqualTo(Resolution.MINUTE);
        assertThat(Resolution.MINUTE.startOf(last.end())).isEqualTo(Instant.parse("2026-11-21T10:18:00Z"));
    }

    @Test
    void roundsAnEndUpToTheHourWhereMinutesMayLackLateItems() {
        Instant justExact = NOW.minusSeconds(3 * 3_600);
        Instant older = justExact.minusSeconds(1);

        assertThat(TimeRange.of(Window.DAY, justExact, NOW).to()).isEqualTo(justExact);
        assertThat(TimeRange.of(Window.DAY, older, NOW).to()).isEqualTo(Instant.parse("2026-11-21T08:00:00Z"));
        assertThat(TimeRange.of(Window.DAY, older, NOW).spans())
                .noneMatch(span -> span.resolution() == Resolution.MINUTE);
    }

    @Test
    void roundsAFreeRangeOutwardToHoursAndALongOneToDays() {
        Instant from = Instant.parse("2026-03-01T10:17:00Z");

        assertThat(TimeRange.between(from, from.plusSeconds(60)))
                .isEqualTo(new TimeRange(
                        null, Instant.parse("2026-03-01T10:00:00Z"), Instant.parse("2026-03-01T11:00:00Z")));
        assertThat(TimeRange.between(from, from.plusSeconds(32 * 86_400)))
                .isEqualTo(new TimeRange(
                        null, Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-03T00:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "1h,   2026-11-21T08:17:00Z, 2026-11-21T09:17:00Z",
        "24h,  2026-11-19T10:00:00Z, 2026-11-20T10:00:00Z",
        "7d,   2026-11-07T10:00:00Z, 2026-11-14T10:00:00Z",
        "30d,  2026-09-22T00:00:00Z, 2026-10-22T00:00:00Z",
        "365d, 2024-11-21T00:00:00Z, 2025-11-21T00:00:00Z"
    })
    void comesAfterAsMuchTimeAsTheWindowIsLong(String window, Instant from, Instant to) {
        TimeRange previous =
                TimeRange.of(Window.of(window).orElseThrow(), NOW, NOW).previous();

        assertThat(previous.from()).isEqualTo(from);
        assertThat(previous.to()).isEqualTo(to);
    }

    @Test
    void comesAfterAFreeRangeOfItsOwnLength() {
        Instant from = Instant.parse("2026-03-01T10:00:00Z");

        assertThat(TimeRange.between(from, from.plusSeconds(7_200)).previous())
                .isEqualTo(new TimeRange(null, from.minusSeconds(7_200), from));
    }

    @Test
    void comparesOnlyWhatRowsAreExactFor() {
        // the hour before the hour that ended an hour ago: still as long past as minute rows take items in
        Instant begin = TimeRange.of(Window.HOUR, NOW.minusSeconds(3_600), NOW)
                .previous()
                .from();

        assertThat(begin).isAfter(NOW.minus(RowKey.MINUTES_FOR));
        for (Window window : Window.values()) {
            if (window != Window.HOUR) {
                assertThat(TimeRange.of(window, NOW, NOW).previous().spans())
                        .noneMatch(span -> span.resolution() == Resolution.MINUTE);
            }
        }
    }
}
