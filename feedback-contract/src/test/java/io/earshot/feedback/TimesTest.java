package io.earshot.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T10:15:00Z",
                "2026-11-21T10:15:00.2Z",
                "2026-11-21T10:15:00.25Z",
                "2026-11-21T10:15:00.256Z",
                "2026-11-21T10:15:00.256789Z",
                "2000-02-29T23:59:59.999Z",
                "1969-12-31T23:59:59.999Z",
                "2026-11-21T10:15:00+02:00",
                "2026-11-21T10:15Z",
                "0001-01-01T00:00:00Z"
            })
    void readsATimeAsTheJdkDoes(String text) {
        Instant expected = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        assertThat(Times.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-21",
                "2026-02-30T10:15:00Z",
                "2026-13-01T10:15:00Z",
                "2026-11-21T24:15:00Z",
                "2026-11-21T10:60:00Z",
                "2026-11-21T10:15:60Z",
                "2026-11-21T10:15:0xZ",
                "2026-11-21T10:15:00",
                "+026-11-21T10:15:00Z",
                "2026-11-21 10:15:00Z"
            })
    void refusesWhatIsNone(String text) {
        assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Times.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T10:15:00Z",
                "2026-11-21T10:15:00.250Z",
                "2000-01-01T00:00:00.001Z",
                "2024-02-29T23:59:59.999Z",
                "9999-12-31T23:59:59.010Z",
                "1969-12-31T23:59:59.900Z",
                "+10000-01-01T00:00:00Z"
            })
    void writesAsTheJdkDoes(String text) {
        assertThat(Times.write(Instant.parse(text))).isEqualTo(text);
        assertThat(Times.write(Instant.parse(text).plusNanos(999_999))).isEqualTo(text);
    }
}
