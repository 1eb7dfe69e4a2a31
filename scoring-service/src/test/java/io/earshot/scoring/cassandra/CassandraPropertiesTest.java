package io.earshot.scoring.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CassandraPropertiesTest {

    @Test
    void keepsWhatHasNoTimeForGood() {
        assertThat(retention(3, 0, 0, 400).itemsTtlSeconds()).isZero();
        assertThat(retention(3, 0, 0, 400).wordsTtlSeconds()).isEqualTo(400 * 86_400);
        assertThat(retention(3, 0, 0, 0).wordsTtlSeconds()).isZero();
        assertThat(retention(3, 7300, 7300, 7300).rowsTtlSeconds()).isEqualTo(7300 * 86_400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 | 0 | 400 | minute-retention: PT0S (expected: at least 4h)",
                "3 | 2 | 0 | 400 | rows-retention: PT48H (expected: 0 for good, or at least minute-retention, PT72H)",
                "3 | 0 | 399 | 400 | items-retention: PT9576H (expected: 0 for good, or at least words-retention, PT9600H)",
                "3 | 0 | 30 | 0 | items-retention: PT720H (expected: 0 for good, or at least words-retention, PT0S)",
                "3 | 0 | 0 | 7301 | words-retention: PT175224H (expected: 0 for good, or 1s to 7300d)",
                "3 | 0 | 0 | -1 | words-retention: PT-24H (expected: 0 for good, or 1s to 7300d)",
            })
    void refusesTimesThatCanNotBe(int minutes, int rows, int items, int words, String fault) {
        assertThatThrownBy(() -> retention(minutes, rows, items, words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(fault);
    }

    private static CassandraProperties retention(int minutes, int rows, int items, int words) {
        return new CassandraProperties(
                List.of("localhost:9042"),
                "datacenter1",
                "earshot_scoring",
                1,
                Duration.ofSeconds(5),
                Duration.ofDays(minutes),
                Duration.ofDays(rows),
                Duration.ofDays(items),
                Duration.ofDays(words));
    }
}
