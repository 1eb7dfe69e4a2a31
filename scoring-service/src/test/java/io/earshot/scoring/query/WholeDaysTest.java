package io.earshot.scoring.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.scoring.buckets.Span;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WholeDaysTest {

    private static final Instant LATEST = Instant.parse("2026-11-23T00:00:00Z");

    @Test
    void reachFromTheFirstDayThatATimeTouchesToTheLast() {
        WholeDays days = WholeDays.around(range("2026-09-30T22:00:00Z", "2026-11-02T10:17:30Z"), LATEST);

        assertThat(days.spans()).isEqualTo(cover("2026-09-30T00:00:00Z", "2026-11-03T00:00:00Z"));
        assertThat(days.rest())
                .containsExactly(
                        cover("2026-09-30T00:00:00Z", "2026-09-30T22:00:00Z"),
                        cover("2026-11-02T10:18:00Z", "2026-11-03T00:00:00Z"));
    }

    @Test
    void haveNoRestWhereTheTimeIsMadeOfDays() {
        WholeDays days = WholeDays.around(range("2026-09-30T00:00:00Z", "2026-11-02T00:00:00Z"), LATEST);

        assertThat(days.spans()).isEqualTo(cover("2026-09-30T00:00:00Z", "2026-11-02T00:00:00Z"));
        assertThat(days.rest()).containsExactly(List.of(), List.of());
    }

    @Test
    void endBeforeWhatCanNotHaveHappenedYet() {
        assertThat(WholeDays.around(range("2026-11-01T00:00:00Z", "2999-01-01T00:00:00Z"), LATEST)
                        .spans())
                .isEqualTo(cover("2026-11-01T00:00:00Z", "2026-11-23T00:00:00Z"));
        assertThat(WholeDays.around(range("2998-11-01T00:00:00Z", "2999-01-01T00:00:00Z"), LATEST)
                        .spans())
                .isEmpty();
    }

    private static TimeRange range(String from, String to) {
        return new TimeRange(null, Instant.parse(from), Instant.parse(to));
    }

    private static List<Span> cover(String from, String to) {
        return Span.cover(Instant.parse(from), Instant.parse(to));
    }
}
