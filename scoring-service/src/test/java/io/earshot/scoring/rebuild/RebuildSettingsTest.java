package io.earshot.scoring.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RebuildSettingsTest {

    @Test
    void rowsOutliveItemsThatExpireBeforeThem() {
        assertThat(settings(0, 500).rowsOutliveItems()).isTrue();
        assertThat(settings(501, 500).rowsOutliveItems()).isTrue();
    }

    @Test
    void rowsDoNotOutliveItemsThatAreThereForGoodOrAsLong() {
        assertThat(settings(0, 0).rowsOutliveItems()).isFalse();
        assertThat(settings(500, 0).rowsOutliveItems()).isFalse();
        assertThat(settings(500, 500).rowsOutliveItems()).isFalse();
        assertThat(settings(400, 500).rowsOutliveItems()).isFalse();
    }

    private static RebuildSettings settings(int rowsDays, int itemsDays) {
        return new RebuildSettings(
                24, Duration.ofDays(3), Duration.ofDays(rowsDays), Duration.ofDays(itemsDays), Duration.ZERO);
    }
}
