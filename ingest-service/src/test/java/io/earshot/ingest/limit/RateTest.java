package io.earshot.ingest.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

    @ParameterizedTest
    @CsvSource({"120/1m, 120, 60", "5000/1s, 5000, 1", "1/1d, 1, 86400", "10/90s, 10, 90", "' 7/2h ', 7, 7200"})
    void readsItemsInATime(String text, long items, long seconds) {
        assertThat(Rate.parse("RATE", text)).contains(new Rate(items, Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void takesNothingForNoLimit(String text) {
        assertThat(Rate.parse("RATE", text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"120", "0/1m", "-1/1m", "120/0s", "120/2d", "120/100ms", "120/m", "1e3/1m", "2000000000/1m"})
    void refusesWhatIsNoRate(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.parse("RATE", text))
                .withMessage(
                        "RATE: \"" + text
                                + "\" (expected: items/time such as 120/1m, 1 to 1000000000 items, 1s to 1d; or nothing for no limit)");
    }

    @Test
    void holdsMoreAtOnceAtTheSameRate() {
        assertThat(new Rate(100, Duration.ofSeconds(1)).holding(1_000))
                .isEqualTo(new Rate(1_000, Duration.ofSeconds(10)));
        assertThat(new Rate(300, Duration.ofSeconds(1)).holding(1_000))
                .isEqualTo(new Rate(1_000, Duration.ofSeconds(4)));
        assertThat(new Rate(5_000, Duration.ofSeconds(1)).holding(1_000))
                .isEqualTo(new Rate(5_000, Duration.ofSeconds(1)));
    }
}
