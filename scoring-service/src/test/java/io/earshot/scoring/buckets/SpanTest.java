package io.earshot.scoring.buckets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanTest {

    @Test
    void takesTheLongestBucketsThatFit() {
        assertThat(Span.cover(Instant.parse("2025-11-30T22:58:00Z"), Instant.parse("2026-02-02T01:01:00Z")))
                .extracting(span -> span.resolution() + " " + span.resolution().startOf(span.first()) + " "
                        + (span.end() - span.first()))
                .containsExactly(
                        "MINUTE 2025-11-30T22:58:00Z 2",
                        "HOUR 2025-11-30T23:00:00Z 1",
                        "MONTH 2025-12-01T00:00:00Z 2",
                        "DAY 2026-02-01T00:00:00Z 1",
                        "HOUR 2026-02-02T00:00:00Z 1",
                        "MINUTE 2026-02-02T01:00:00Z 1");
    }

    @Test
    void takesNoLongerBucketsThanAskedFor() {
        assertThat(Span.cover(
                        Instant.parse("2025-11-30T22:00:00Z"), Instant.parse("2026-02-02T01:00:00Z"), Resolution.DAY))
                .extracting(span -> span.resolution() + " " + (span.end() - span.first()))
                .containsExactly("HOUR 2", "DAY 63", "HOUR 1");
    }

    @Test
    void coversEveryMinuteOnceAlsoCutByEra() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            Instant from = Instant.parse("2023-12-01T00:00:00Z").plusSeconds(60L * random.nextInt(1_000_000));
            Instant to = from.plusSeconds(60L * random.nextInt(1_000_000));

            Instant next = from;
            for (Span whole : Span.cover(from, to)) {
                for (Span span : whole.byEra()) {
                    Resolution resolution = span.resolution();
                    assertThat(resolution.startOf(span.first())).isEqualTo(next);
                    assertThat(resolution.eraOf(span.end() - 1)).isEqualTo(span.era());
                    next = resolution.startOf(span.end());
                }
            }
            assertThat(next).isEqualTo(to);
        }
    }

    @Test
    void isEmptyForNoTime() {
        Instant time = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(Span.cover(time, time)).isEqualTo(List.of());
    }

    @Test
    void refusesPartsOfMinutes() {
        Instant time = Instant.parse("2026-01-01T00:00:30Z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Span.cover(time, time.plus(Duration.ofMinutes(1))))
                .withMessageContaining("expected: whole minutes");
    }

    @Test
    void numbersBucketsFrom1970AlsoBefore() {
        assertThat(Resolution.MONTH.bucketOf(Instant.parse("1970-02-01T00:00:00Z")))
                .isEqualTo(1);
        assertThat(Resolution.MONTH.startOf(-1)).isEqualTo(Instant.parse("1969-12-01T00:00:00Z"));
        assertThat(Resolution.DAY.floor(Instant.parse("2024-02-29T23:59:59.999Z")))
                .isEqualTo(Instant.parse("2024-02-29T00:00:00Z"));
        assertThat(Resolution.HOUR.ceiling(Instant.parse("2024-02-29T23:00:00.001Z")))
                .isEqualTo(Instant.parse("2024-03-01T00:00:00Z"));
    }
}
