package io.earshot.scoring.audit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earshot.scoring.problem.BadQueryException;
import org.junit.jupiter.api.Test;

class ItemLimitTest {

    @Test
    void endsWhatWouldReadMoreThanItMay() {
        ItemLimit limit = new ItemLimit(1_000);
        limit.accept(600);
        limit.accept(400);

        assertThatThrownBy(() -> limit.accept(1))
                .isInstanceOf(BadQueryException.class)
                .hasMessageContaining("from")
                .hasMessageContaining("more than 1000 items up to to (expected: at most that; ask for fewer days)");
    }
}
