package io.earshot.scoring.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTimeTest {

    @Test
    void goesByTheSourceFirstAndThenByTheOffset() {
        assertThat(LogTime.of(0, 0)).isPositive().isLessThan(LogTime.of(0, 1));
        assertThat(LogTime.of(1, 0)).isGreaterThan(LogTime.of(0, 1_000_000_000_000L));
        assertThat(LogTime.of(8_000_000, 0)).isPositive();
    }
}
