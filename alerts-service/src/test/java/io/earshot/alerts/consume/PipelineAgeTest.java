package io.earshot.alerts.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineAgeTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:15:00Z");

    private final PipelineAge age = new PipelineAge(Clock.fixed(NOW, ZoneOffset.UTC), new SimpleMeterRegistry());

    @Test
    void isThatOfTheNewestHeartbeatInTheOldestPartition() {
        age.recorded(Map.of(0, NOW.minusSeconds(30), 1, NOW.minusSeconds(7)));
        age.recorded(Map.of(0, NOW.minusSeconds(2)));

        assertThat(age.age()).isEqualTo(7.0);
    }

    @Test
    void isNoneBeforeTheFirstHeartbeat() {
        age.recorded(Map.of());

        assertThat(age.age()).isNaN();
    }

    @Test
    void isNotHeldUpByAPartitionThatWentAway() {
        age.recorded(Map.of(0, NOW.minusSeconds(2), 1, NOW.minusSeconds(700)));
        age.forget(1);

        assertThat(age.age()).isEqualTo(2.0);
    }
}
