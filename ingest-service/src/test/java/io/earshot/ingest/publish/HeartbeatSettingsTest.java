package io.earshot.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatSettingsTest {

    @Test
    void refusesAPeriodThatCostsMuchOrTellsLittle() {
        for (Duration period :
                new Duration[] {Duration.ofMillis(999), Duration.ofSeconds(61), Duration.ofSeconds(-1)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new HeartbeatSettings(period))
                    .withMessageContaining("EARSHOT_INGEST_HEARTBEAT: " + period.toMillis() + " ms (expected: 0s, or");
        }
    }

    @Test
    void takesNoneForAnAnswer() {
        assertThat(new HeartbeatSettings(Duration.ZERO).period()).isZero();
    }
}
