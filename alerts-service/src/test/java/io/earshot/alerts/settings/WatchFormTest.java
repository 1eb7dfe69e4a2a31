package io.earshot.alerts.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WatchFormTest {

    private static final JsonNode WATCH = new JsonMapper().readTree("""
            {"name": "effort", "metric": "ces", "scale": "1-5", "window": "24h", "minimumAnswers": 100, "leastFall": 0.25,
             "severity": "urgent", "team": null, "due": "90m", "escalateAfter": null}""");

    @Test
    void givesBackWhatTheFieldsHold() {
        assertThat(WatchForm.read(WatchForm.of(WATCH), true)).isEqualTo(WATCH);
        assertThat(WatchForm.read(WatchForm.of(WATCH), false).has("name")).isFalse();
    }

    @Test
    void takesACommaAndLeavesToTheApiWhatIsNoNumber() {
        Map<String, String> values = new LinkedHashMap<>(WatchForm.of(WATCH).values());
        values.putAll(Map.of("leastFall", "0,3", "minimumAnswers", "many", "due", ""));

        JsonNode read = WatchForm.read(Form.of(values), false);

        assertThat(read.path("leastFall").asDouble()).isEqualTo(0.3);
        assertThat(read.path("minimumAnswers").asString()).isEqualTo("many");
        assertThat(read.path("due").isNull()).isTrue();
    }

    @Test
    void saysInWordsWhatIsWatched() {
        assertThat(WatchForm.row(WATCH))
                .isEqualTo(new WatchForm.Row(
                        "effort",
                        "CES (1-5)",
                        "the last 24 hours",
                        "by 0.25 of the mean or more, with at least 100 answers",
                        "urgent",
                        "",
                        "90m"));
        assertThat(WatchForm.scores()).contains(new WatchForm.Option("nps 0-10", "NPS (0-10)"));
    }
}
