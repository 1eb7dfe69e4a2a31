package io.earshot.alerts.drops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.earshot.alerts.drops.WatchRows.Kept;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rules.Severity;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Scale;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

class WatchDraftTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static Watch read(String json) {
        return WatchDraft.read(MAPPER.readTree(json));
    }

    @Test
    void asksWhatIsUsualUnlessItSaysOtherwise() {
        assertThat(read("{\"name\": \"nps-drop\", \"metric\": \"nps\"}")).isEqualTo(Watch.OUT_OF_THE_BOX.get(0));
    }

    @Test
    void readsAllThereIsAndWritesItAgain() {
        Watch watch = read("""
                {"name": "effort", "metric": "ces", "scale": "1-5", "window": "24h", "minimumAnswers": 100,
                 "leastFall": 0.25, "severity": "urgent", "team": "care", "due": "90m", "escalateAfter": "2d"}""");

        assertThat(watch)
                .isEqualTo(new Watch(
                        "effort",
                        Metric.CES,
                        new Scale(1, 5),
                        "24h",
                        100,
                        0.25,
                        Severity.URGENT,
                        "care",
                        Duration.ofMinutes(90),
                        Duration.ofDays(2)));
        assertThat(watch.score()).isEqualTo("ces/1-5/24h");
        assertThat(WatchJson.read(WatchJson.written(watch))).isEqualTo(watch);
    }

    @Test
    void namesEveryFaultAtOnce() {
        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> read("""
                        {"name": "NPS", "metric": "nps", "scale": "1-5", "window": "7 days", "minimumAnswers": 0,
                         "leastFall": -5, "severity": "bad", "team": "", "due": "0s", "escalateAfter": "91d", "x": 1}"""));

        assertThat(problem).hasMessage("10 faults, see errors");
        assertThatThrownBy(() -> read("{\"name\": \"n\", \"metric\": \"nps\", \"scale\": \"1-5\"}"))
                .hasMessage("scale: 1-5 (expected: 0-10 or 1-10)");
        assertThatThrownBy(() -> read("{\"name\": \"n\"}"))
                .hasMessage("metric: missing (expected: nps, csat, ces, review, button)");
        assertThatThrownBy(() -> read("{\"name\": \"n\", \"metric\": \"nps\", \"minimumAnswers\": 1.5}"))
                .hasMessageStartingWith("minimumAnswers: 1.5");
        assertThatThrownBy(() -> read("{\"name\": \"n\", \"metric\": \"nps\", \"window\": 7}"))
                .hasMessage("window: 7 (expected: 1h, 24h, 7d, 30d, 90d, 365d)");
    }

    @Test
    void addsTheWatchesOutOfTheBoxThatAreNeitherChangedNorTakenAway() {
        Instant now = Instant.EPOCH;

        assertThat(Watches.withOutOfTheBox(List.of(
                        new Kept("nps-drop", null, now, now),
                        new Kept(
                                "ces-drop",
                                "{\"name\": \"ces-drop\", \"metric\": \"ces\", \"leastFall\": 1}",
                                now,
                                now),
                        new Kept("mine", "{\"name\": \"mine\", \"metric\": \"button\"}", now, now))))
                .containsOnlyKeys("ces-drop", "csat-drop", "mine", "review-drop")
                .hasEntrySatisfying(
                        "ces-drop", watch -> assertThat(watch.leastFall()).isEqualTo(1));
    }
}
