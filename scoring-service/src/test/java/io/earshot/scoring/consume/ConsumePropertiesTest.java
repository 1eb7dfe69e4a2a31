package io.earshot.scoring.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsumePropertiesTest {

    @Test
    void aGenerationThatIsBuiltHasAGroupOfItsOwnAndTheSameSettings() {
        ConsumeProperties ofGeneration = properties(Duration.ofSeconds(7)).forGeneration(3);

        assertThat(ofGeneration.scoresGroup()).isEqualTo("scores-generation-3");
        assertThat(ofGeneration.handover()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void refusesANegativeHandover() {
        assertThatThrownBy(() -> properties(Duration.ofSeconds(-1))).hasMessage("handover: PT-1S (expected: >= 0)");
    }

    private static ConsumeProperties properties(Duration handover) {
        return new ConsumeProperties(
                "scores", "items", 1, 1, 1, 1, 1, 1, Duration.ZERO, 24, Duration.ofSeconds(10), handover);
    }
}
