package io.earshot.alerts.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PaceFormTest {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"zone\":\"Europe/Stockholm\",\"digest\":{\"every\":\"1h\"}}",
                "{\"digest\":{\"at\":[\"09:00\",\"16:00\"]},\"perCustomer\":\"1h\"}",
                "{\"quiet\":[{\"from\":\"20:00\",\"to\":\"08:00\"},{\"from\":\"00:00\",\"to\":\"00:00\",\"days\":[\"sat\",\"sun\"]}]}",
                "{\"storm\":{\"most\":30,\"within\":\"10m\"}}",
                "{\"storm\":null}",
                "null"
            })
    void givesBackAllThatAPaceMaySay(String pace) {
        assertThat(PaceForm.read(form(JSON.readTree(pace)))).hasToString(pace);
    }

    @Test
    void takesASpanAsPeopleWriteItAndLeavesOutWhatIsBlank() {
        Form form = Form.of(Map.of("pace.perCustomer", " 1 h ", "q0.from", "", "q2.from", "20:00", "q2.to", "08:00"));

        assertThat(PaceForm.read(form))
                .hasToString("{\"quiet\":[{\"from\":\"20:00\",\"to\":\"08:00\"}],\"perCustomer\":\"1h\"}");
    }

    @Test
    void findsTheFieldThatAFaultIsAbout() {
        Form form = Form.of(Map.of("q0.from", "", "q1.from", "20:00", "q3.days", "sat"));

        assertThat(PaceForm.field(form, "pace.quiet[0].to")).isEqualTo("q1.to");
        assertThat(PaceForm.field(form, "pace.quiet[1].days[0]")).isEqualTo("q3.days");
        assertThat(PaceForm.field(form, "pace.quiet")).isEqualTo("pace.quiet");
        assertThat(PaceForm.field(form, "pace.digest.at[1]")).isEqualTo("pace.digest.at");
        assertThat(PaceForm.field(form, "pace.storm.most")).isEqualTo("pace.storm.most");
        assertThat(PaceForm.field(form, "pace.other")).isEmpty();
    }

    private static Form form(JsonNode pace) {
        Map<String, String> values = new LinkedHashMap<>();
        PaceForm.put(values, pace);
        return Form.of(values);
    }
}
