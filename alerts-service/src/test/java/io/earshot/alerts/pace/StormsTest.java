package io.earshot.alerts.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.alerts.pace.Pace.StormLimit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StormsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final StormLimit LIMIT = new StormLimit(3, Duration.ofMinutes(10));

    private final Storms storms = new Storms();

    @Test
    void letsTheFirstFewThroughAndHoldsTheRestForOneMoment() {
        for (int n = 0; n < 3; n++) {
            assertThat(storms.release("team", LIMIT, NOON.plusSeconds(n))).isEqualTo(NOON.plusSeconds(n));
        }

        for (int n = 3; n < 500; n++) {
            assertThat(storms.release("team", LIMIT, NOON.plusSeconds(3))).isEqualTo(NOON.plusSeconds(603));
        }
    }

    @Test
    void holdsOnWhileTheStormLasts() {
        for (int n = 0; n < 4; n++) {
            storms.release("team", LIMIT, NOON);
        }

        assertThat(storms.release("team", LIMIT, NOON.plusSeconds(599))).isEqualTo(NOON.plusSeconds(600));
        storms.release("team", LIMIT, NOON.plusSeconds(599));
        storms.release("team", LIMIT, NOON.plusSeconds(599));
        assertThat(storms.release("team", LIMIT, NOON.plusSeconds(601))).isEqualTo(NOON.plusSeconds(1201));
    }

    @Test
    void isOverWhenFewerCome() {
        for (int n = 0; n < 4; n++) {
            storms.release("team", LIMIT, NOON);
        }

        Instant later = NOON.plus(Duration.ofMinutes(10));
        assertThat(storms.release("team", LIMIT, later)).isEqualTo(later);
    }

    @Test
    void countsEachTeamByItself() {
        for (int n = 0; n < 4; n++) {
            storms.release("one", LIMIT, NOON);
        }

        assertThat(storms.release("other", LIMIT, NOON)).isEqualTo(NOON);
    }
}
