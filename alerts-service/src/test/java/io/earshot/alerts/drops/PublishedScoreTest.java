package io.earshot.alerts.drops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.earshot.feedback.Metric;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;

class PublishedScoreTest {

    /** As scoring publishes it. */
    private static final String SCORE = """
            {"metric": "nps", "scale": "0-10", "segment": null, "window": "7d", "from": "2026-11-16T10:00:00Z",
             "to": "2026-11-23T10:15:00Z", "n": 136, "score": 53.416, "average": 8.51,
             "interval": {"level": 0.95, "low": 41.31, "high": 64.5}, "enough": true, "distribution": {"0": 0},
             "promoters": 84, "passives": 39, "detractors": 11,
             "previous": {"from": "2026-11-09T10:00:00Z", "n": 128, "score": 54.02}, "change": -0.604,
             "significant": false, "complete": true}""";

    private static Optional<PublishedScore> read(String json) {
        return PublishedScore.read(new ObjectMapper().readTree(json));
    }

    @Test
    void readsWhatScoringPublishes() {
        assertThat(read(SCORE))
                .contains(new PublishedScore(
                        Metric.NPS,
                        Metric.NPS.defaultScale(),
                        "7d",
                        Instant.parse("2026-11-23T10:15:00Z"),
                        136,
                        53.416,
                        64.5,
                        new PublishedScore.Before(Instant.parse("2026-11-09T10:00:00Z"), 128, 54.02),
                        -0.604,
                        false));
    }

    @Test
    void readsAScoreBeforeWhichNobodyAnswered() {
        PublishedScore first = read(SCORE.replace("\"n\": 128, \"score\": 54.02", "\"n\": 0, \"score\": null")
                        .replace("\"change\": -0.604", "\"change\": null")
                        .replace("\"significant\": false", "\"significant\": null"))
                .orElseThrow();

        assertThat(first.before().score()).isNaN();
        assertThat(Judgement.hasFallen(first, Watch.OUT_OF_THE_BOX.get(0))).isFalse();
    }

    @Test
    void passesOverWhatNoWatchCanBeAbout() {
        assertThat(read(SCORE.replace("\"segment\": null", "\"segment\": \"product:x\"")))
                .isEmpty();
        assertThat(read(SCORE.replace("\"window\": \"7d\"", "\"window\": null")))
                .isEmpty();
        assertThat(read(SCORE.replace("\"score\": 53.416", "\"score\": null"))).isEmpty();
        assertThat(read(SCORE.replace("\"metric\": \"nps\"", "\"metric\": \"later\"")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "7", "{\"metric\": \"nps\", \"n\": 1}"})
    void refusesWhatIsNoScore(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(json));
    }
}
