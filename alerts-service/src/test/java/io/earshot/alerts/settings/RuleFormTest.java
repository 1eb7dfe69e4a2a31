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
    }

    @Test
    void findsTheFieldThatAFaultIsAbout() {
        Form form = Form.of(Map.of("c0.metric", "", "c1.metric", "nps", "c1.atMost", "11", "c3.words", "x"));

        assertThat(RuleForm.field(form, "when.any[0].score.atMost")).isEqualTo("c1.atMost");
        assertThat(RuleForm.field(form, "when.any[1].words[0]")).isEqualTo("c3.words");
        assertThat(RuleForm.field(form, "severities[0].when")).isEqualTo("severities");
        assertThat(RuleForm.field(form, "due")).isEqualTo("due");
        assertThat(RuleForm.field(form, "when")).isEmpty();
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
