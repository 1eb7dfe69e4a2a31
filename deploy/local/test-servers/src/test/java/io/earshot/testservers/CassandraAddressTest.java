package io.earshot.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CassandraAddressTest {

    @Test
    void isInTheUsualDatacenterUnlessItSaysOtherwise() {
        assertThat(CassandraAddress.parse("db:9042")).isEqualTo(new CassandraAddress("db", 9042, "datacenter1"));
        assertThat(CassandraAddress.parse("db:9042/north")).isEqualTo(new CassandraAddress("db", 9042, "north"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"db", ":9042", "db:", "db:port", "db:9042/"})
    void isRefusedWhereItIsIncomplete(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CassandraAddress.parse(text))
                .withMessage(text + " (expected: host:port or host:port/datacenter)");
    }
}
