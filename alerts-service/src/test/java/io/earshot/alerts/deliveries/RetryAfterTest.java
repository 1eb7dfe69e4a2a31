package io.earshot.alerts.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | PT0S",
                " 120 | PT2M",
                "86401 | PT24H",
                "99999999999999999999 | PT24H",
                "Sun, 22 Nov 2026 10:00:30 GMT | PT30S",
                "Sun, 22 Nov 2026 09:00:00 GMT | PT0S",
                "Sun, 29 Nov 2026 10:00:00 GMT | PT24H"
            })
    void isReadAsSecondsOrDateUpToADay(String header, Duration expected) {
        assertThat(RetryAfter.of(header, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "-1", "1.5", "soon", "2026-11-22T10:00:30Z"})
    void isIgnoredWhereItSaysNothing(String header) {
        assertThat(RetryAfter.of(header, NOW)).isNull();
    }

    @Test
    void isNoShorterThanZero() {
        assertThat(RetryAfter.of("Thu, 01 Jan 1970 00:00:00 GMT", NOW)).isZero();
    }
}
