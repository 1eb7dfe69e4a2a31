package io.earshot.ingest.drain;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DrainSettingsTest {

    @Test
    void mayBeNothing() {
        assertThatCode(() -> new DrainSettings(Duration.ZERO)).doesNotThrowAnyException();
    }

    @Test
    void refusesAPeriodBelowNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DrainSettings(Duration.ofSeconds(-1)))
                .withMessage("EARSHOT_INGEST_DRAIN: -1000 ms (expected: at least 0)");
    }

    @Test
    void leavesTimeForWhatIsInFlight() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DrainSettings(Duration.ofSeconds(30)).requireLessThan(Duration.ofSeconds(30)))
                .withMessage("EARSHOT_INGEST_DRAIN: 30000 ms (expected: less than EARSHOT_SHUTDOWN_TIMEOUT, 30000 ms)");
    }
}
