package io.earshot.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.earshot.local.servers.ServerStartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    @Test
    void keepTheDataAndPlayNothingUnlessAsked() {
        assertThat(Arguments.parse()).isEqualTo(new Arguments(false, false, 0));
    }

    @Test
    void comeInAnyOrder() {
        assertThat(Arguments.parse("--fresh", "--port-offset", "100", "--demo"))
                .isEqualTo(new Arguments(true, true, 100));
    }

    @Test
    void areRefusedByNameWhereUnknown() {
        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(() -> Arguments.parse("--demos"))
                .withMessage("--demos is not an option, see deploy/local/up --help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "50001", "much", "999999"})
    void takeNoOffsetThatLeadsOutOfThePorts(String offset) {
        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(() -> Arguments.parse("--port-offset", offset))
                .withMessage("--port-offset: " + offset + " (expected: 0 to 50000)");
    }

    @Test
    void wantTheOffsetThatTheyName() {
        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(() -> Arguments.parse("--port-offset"))
                .withMessage("--port-offset: nothing (expected: 0 to 50000)");
    }
}
