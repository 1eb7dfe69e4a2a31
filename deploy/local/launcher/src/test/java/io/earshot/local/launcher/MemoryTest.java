package io.earshot.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.earshot.local.servers.ServerStartException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryTest {

    @Test
    void isCountedWithWhatTheCachesWouldGiveBack() {
        assertThat(Memory.availableIn(List.of(
                        "MemTotal:        8000000 kB", "MemFree:          100000 kB", "MemAvailable:    4194304 kB")))
                .isEqualTo(4096);
    }

    @Test
    void isEnoughWhereAllIsThere() {
        assertThatNoException().isThrownBy(() -> Memory.check(3072, 3072));
    }

    @Test
    void isSaidToBeTooLittleWithBothFigures() {
        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(() -> Memory.check(3072, 1900))
                .withMessageStartingWith("Too little memory: 1900 MiB are available, 3072 MiB are needed");
    }

    @Test
    void canBeAskedForDifferently() {
        assertThat(Memory.needed(Map.of())).isEqualTo(3072);
        assertThat(Memory.needed(Map.of("EARSHOT_LOCAL_MEMORY_MIB", "2048"))).isEqualTo(2048);
        assertThatExceptionOfType(ServerStartException.class)
                .isThrownBy(() -> Memory.needed(Map.of("EARSHOT_LOCAL_MEMORY_MIB", "2g")))
                .withMessage("EARSHOT_LOCAL_MEMORY_MIB: 2g (expected: a number of MiB)");
    }
}
