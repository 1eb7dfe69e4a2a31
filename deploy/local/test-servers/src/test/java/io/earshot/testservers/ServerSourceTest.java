package io.earshot.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ServerSourceTest {

    private static final String VARIABLE = "EARSHOT_TEST_KAFKA";
    private static final BooleanSupplier NEVER_ASKED = () -> {
        throw new AssertionError("asked for Docker");
    };

    @Test
    void anAddressComesFirst() {
        Map<String, String> environment = Map.of(VARIABLE, "kafka:9092", "EARSHOT_TEST_SERVERS", "docker");

        assertThat(ServerSource.of(environment, VARIABLE, NEVER_ASKED)).isEqualTo(new ServerSource.Given("kafka:9092"));
    }

    @Test
    void anEmptyAddressIsNone() {
        assertThat(ServerSource.of(Map.of(VARIABLE, " "), VARIABLE, () -> true)).isEqualTo(new ServerSource.Docker());
    }

    @Test
    void containersComeBeforeLocalProcesses() {
        assertThat(ServerSource.of(Map.of(), VARIABLE, () -> true)).isEqualTo(new ServerSource.Docker());
        assertThat(ServerSource.of(Map.of(), VARIABLE, () -> false)).isEqualTo(new ServerSource.Local());
    }

    @Test
    void eitherCanBeForced() {
        assertThat(ServerSource.of(Map.of("EARSHOT_TEST_SERVERS", "docker"), VARIABLE, NEVER_ASKED))
                .isEqualTo(new ServerSource.Docker());
        assertThat(ServerSource.of(Map.of("EARSHOT_TEST_SERVERS", "local"), VARIABLE, NEVER_ASKED))
                .isEqualTo(new ServerSource.Local());
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ServerSource.of(Map.of("EARSHOT_TEST_SERVERS", "podman"), VARIABLE, NEVER_ASKED))
                .withMessage("EARSHOT_TEST_SERVERS: podman (expected: docker or local)");
    }
}
