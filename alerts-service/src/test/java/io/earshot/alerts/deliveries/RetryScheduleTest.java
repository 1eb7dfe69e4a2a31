package io.earshot.alerts.deliveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private final RetrySchedule schedule = new RetrySchedule(
            List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofMinutes(5)), new SplittableRandom(1));

    @Test
    void triesAtOnceFirst() {
        assertThat(schedule.next(0)).contains(Duration.ZERO);
    }

    @Test
    void stretchesAWaitByUpToATenth() {
        for (int n = 0; n < 1_000; n++) {
            assertThat(schedule.next(2).orElseThrow()).isBetween(Duration.ofMinutes(5), Duration.ofSeconds(330));
        }
        assertThat(schedule.next(2)).isNotEqualTo(schedule.next(2));
    }

    @Test
    void endsAfterTheLastAttempt() {
        assertThat(schedule.next(3)).isEmpty();
    }

    @Test
    void refusesSettingsThatCantBe() {
        Duration second = Duration.ofSeconds(1);
        Duration day = Duration.ofDays(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeliveryProperties(List.of(), second, second.plus(second), 1, day))
                .withMessage("retry-schedule: 0 entries (expected: 1 to 50)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeliveryProperties(List.of(second), second, second, 1, day))
                .withMessageStartingWith("lease: PT1S (expected: > the timeout");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeliveryProperties(List.of(second), second, second.plus(second), 0, day))
                .withMessage("concurrency: 0 (expected: 1 to 100)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeliveryProperties(List.of(second), second, second.plus(second), 1, second))
                .withMessage("log-retention: PT1S (expected: 1 to 400 days)");
    }
}
