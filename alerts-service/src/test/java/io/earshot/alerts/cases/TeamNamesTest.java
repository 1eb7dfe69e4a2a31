package io.earshot.alerts.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TeamNamesTest {

    @Test
    void namesTheTeamsThatThereAre() {
        assertThat(TeamNames.fault("crae", List.of("care", "vip")).message())
                .isEqualTo("crae (expected: one of care, vip)");
        assertThat(TeamNames.fault("care", List.of()).message())
                .isEqualTo("care (expected: a team of the store, which has none)");
    }
}
