package io.earshot.alerts.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RuleFormTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"metric\": \"nps\", \"scale\": \"0-10\", \"score\": {\"atMost\": 6}}",
                "{\"any\": [{\"metric\": \"nps\"}, {\"kind\": \"button\", \"category\": [\"bug\", \"idea\"]}]}",
                "{\"words\": [\"late\", \"too slow\"], \"tags\": [\"vip\"], \"segment\": {\"product\": [\"sku-9\"]}, \"comment\": false}"
            })
    void givesBackWhatTheFieldsCanHold(String when) {
        JsonNode rule = JSON.readTree("{\"name\": \"r\", \"enabled\": true, \"severity\": \"high\", \"when\": " + when
                + ", \"team\": null, \"due\": \"2h\", \"escalateAfter\": null}");
        assertThat(RuleForm.fits(rule)).isTrue();
        Map<String, String> values = new LinkedHashMap<>(RuleForm.of(rule).values());
        values.remove("json");

        JsonNode read = RuleForm.read(Form.of(values));

        assertThat(read.path("due").asString()).isEqualTo("2h");
        assertThat(normal(read.path("when"))).isEqualTo(normal(rule.path("when")));
    }

    /** One kind is posted as text and shown as a list. */
    private static String normal(JsonNode when) {
        return when.toString().replaceAll("\"kind\":\\[(\"\\w+\")]", "\"kind\":$1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"not\": {\"metric\": \"nps\"}}",
                "{\"all\": [{\"metric\": \"nps\"}]}",
                "{\"segment\": {\"product\": [\"a\"], \"channel\": [\"b\"]}}"
            })
    void leavesToJsonWhatTheyCant(String when) {
        assertThat(RuleForm.fits(JSON.readTree("{\"when\": " + when + "}"))).isFalse();
        assertThat(RuleForm.fits(JSON.readTree("{\"when\": {\"metric\": \"nps\"}, \"severities\": [{\"when\": " + when
                        + ", \"severity\": \"low\"}]}")))
                .isFalse();
    }

    @Test
    void findsTheFieldThatAFaultIsAbout() {
        Form form = Form.of(Map.of("c0.metric", "", "c1.metric", "nps", "c1.atMost", "11", "c3.words", "x"));

        assertThat(RuleForm.field(form, "when.any[0].score.atMost")).isEqualTo("c1.atMost");
        assertThat(RuleForm.field(form, "when.any[1].words[0]")).isEqualTo("c3.words");
        assertThat(RuleForm.field(form, "severities")).isEqualTo("severities");
        assertThat(RuleForm.field(form, "due")).isEqualTo("due");
        assertThat(RuleForm.field(form, "when")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"severity\":\"high\",\"when\":{\"any\":[{\"metric\":\"nps\",\"scale\":\"0-10\",\"score\":{\"atMost\":3}},{\"tags\":[\"vip\"]}]}}]",
                "[{\"severity\":\"urgent\",\"when\":{\"tags\":[\"vip\"]}},{\"severity\":\"low\",\"when\":{\"comment\":false}}]",
                "[]"
            })
    void givesBackTheFinerSeverities(String severities) {
        JsonNode rule = JSON.readTree("{\"when\": {\"metric\": \"nps\"}, \"severities\": " + severities + "}");
        assertThat(RuleForm.fits(rule)).isTrue();
        Map<String, String> values = new LinkedHashMap<>(RuleForm.of(rule).values());
        values.remove("json");

        assertThat(RuleForm.read(Form.of(values)).path("severities")).hasToString(severities);
    }

    @Test
    void findsTheFieldOfAFinerSeverityThatAFaultIsAbout() {
        Form form = Form.of(Map.of(
                "f0.severity",
                "high",
                "f0.metric",
                "nps",
                "f1.severity",
                "high",
                "f1.atMost",
                "11",
                "f2.severity",
                "",
                "f4.severity",
                "low"));

        assertThat(RuleForm.field(form, "severities[0].when.any[1].score.atMost"))
                .isEqualTo("f1.atMost");
        assertThat(RuleForm.field(form, "severities[0].severity")).isEqualTo("f0.severity");
        assertThat(RuleForm.field(form, "severities[1].when")).isEqualTo("f4.severity");
        assertThat(RuleForm.field(form, "severities[2].when")).isEmpty();
    }

    @Test
    void showsTheRowsThatThereAreAndAnotherWhereItIsAskedFor() {
        Map<String, String> values = new LinkedHashMap<>(Map.of("c0.metric", "nps", "c1.metric", "", "c12x", "x"));

        assertThat(Rows.shown(Form.of(values), "c", 1, 20)).isEqualTo(2);
        assertThat(Rows.shown(Form.of(values), "f", 0, 20)).isZero();
        assertThat(Rows.shown(Form.of(values), "q", 1, 20)).isOne();
        values.put("more", "c");
        assertThat(Rows.shown(Form.of(values), "c", 1, 20)).isEqualTo(3);
        assertThat(Rows.shown(Form.of(values), "c", 1, 2)).isEqualTo(2);
    }

    @Test
    void putsARowBeforeTheOneAboveIt() {
        Map<String, String> values =
                Map.of("f0.severity", "high", "f1.severity", "low", "f1.tags", "vip", "c1.tags", "x");
        Map<String, String> up = new LinkedHashMap<>(values);
        up.put("up", "f1");

        assertThat(Rows.rearranged(Form.of(up)).values())
                .containsEntry("f0.severity", "low")
                .containsEntry("f0.tags", "vip")
                .containsEntry("f1.severity", "high")
                .containsEntry("c1.tags", "x")
                .doesNotContainKeys("f1.tags", "up");
        up.put("up", "f0");
        assertThat(Rows.rearranged(Form.of(up)).values()).containsEntry("f0.severity", "high");
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThatThrownBy(() -> RuleForm.read(Form.of(Map.of("json", "{broken"))))
                .hasMessageContaining("json: not JSON");
    }

    @Test
    void saysInWordsWhatARuleAsks() {
        assertThat(RuleForm.words(JSON.readTree("""
                        {"any": [{"metric": "nps", "scale": "0-10", "score": {"atMost": 6}}, {"metric": "review", "score": {"atLeast": 1, "atMost": 2}},
                        {"category": ["bug"]}]}""")))
                .isEqualTo("NPS at most 6 (0-10), or review 1 to 2, or button: bug");
    }
}
