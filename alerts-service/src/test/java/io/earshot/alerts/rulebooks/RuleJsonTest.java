package io.earshot.alerts.rulebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.earshot.alerts.posted.Spans;
import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.problem.Problems;
import io.earshot.alerts.rules.Rule;
import io.earshot.alerts.rules.Rulebook;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RuleJsonTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final String RULE =
            """
            {"name": "vip-late", "enabled": false,
             "when": {"all": [
                {"kind": ["survey", "button"], "comment": true},
                {"any": [{"metric": "nps", "scale": "0-10", "score": {"atLeast": 2, "atMost": 6}}, {"category": ["bug"]},
                         {"metric": "ces"}, {"metric": "csat", "scale": "1-10"}]},
                {"not": {"segment": {"channel": ["sms"], "locale": ["sv", "de-AT"]}}},
                {"words": ["för sent", "late"], "tags": ["vip"]}]},
             "severity": "high",
             "severities": [{"when": {"metric": ["nps"], "score": {"atMost": 0}}, "severity": "urgent"}],
             "team": "delivery", "due": "2h", "escalateAfter": "90m"}""".replace("\"metric\": [\"nps\"], \"score\"", "\"metric\": \"nps\", \"scale\": \"0-10\", \"score\"");

    @Test
    void comesBackAsItWent() {
        JsonNode json = MAPPER.readTree(RULE);

        assertThat(RuleJson.write(RuleJson.read(json, null))).isEqualTo(json);
    }

    @Test
    void comesBackAsItWentOutOfTheBox() {
        List<Rule> rules = Rulebook.outOfTheBox().rules();

        assertThat(Book.of(0, Book.OUT_OF_THE_BOX.body()).rules()).isEqualTo(rules);
    }

    @Test
    void readsWhatIsUsualWhereNothingIsSaid() {
        Rule rule = read("""
                {"name": "low", "when": {"metric": "csat", "score": {"atMost": 2}}, "severity": "low",
                 "due": "PT4H", "team": null}""");

        assertThat(rule.enabled()).isTrue();
        assertThat(rule.finer()).isEmpty();
        assertThat(rule.team()).isNull();
        assertThat(rule.due()).isEqualTo(Duration.ofHours(4));
        assertThat(rule.escalateAfter()).isNull();
        assertThat(RuleJson.write(rule).path("when").path("scale").asString()).isEqualTo("1-5");
    }

    @ParameterizedTest
    @CsvSource({
        "4h, PT4H, 4h",
        "PT4H, PT4H, 4h",
        "90m, PT1H30M, 90m",
        "2d, PT48H, 48h",
        "PT1M1.5S, PT1M1.5S, PT1M1.5S",
        "61s, PT1M1S, 61s"
    })
    void readsDurationsOfBothKinds(String text, Duration duration, String shown) {
        assertThat(Spans.read(text)).contains(duration);
        assertThat(Spans.write(duration)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"4", "h", "-4h", "59s", "91d", "PT0S", "soon", "9999999999h", "P1Y"})
    void refusesOtherDurations(String text) {
        assertThat(Spans.read(text)).isEmpty();
    }

    @Test
    void namesEveryFaultWithItsPath() {
        List<FieldFault> faults = faults("""
                {"name": "Not A Slug", "enabled": "yes", "colour": "red",
                 "when": {"all": [
                    {"kind": "poll"},
                    {"metric": "nps", "score": {"atMost": 11, "atLeast": "1", "below": 3}},
                    {"metric": "ces", "scale": "0-10"},
                    {"score": {"atMost": 3}},
                    {"any": []},
                    {"not": {"words": ["ok", " "], "tags": []}},
                    {"segment": {"planet": "mars", "channel": 3}, "comment": "no"},
                    {"all": [{"comment": true}], "kind": "survey"},
                    {},
                    {"metric": "csat", "score": {"atLeast": 3, "atMost": 2}},
                    {"metric": null}, {"scale": null}, {"score": null}]},
                 "severity": "huge",
                 "severities": [{"when": {"categories": "bug"}, "severity": "high"}, 3],
                 "team": "A Team", "due": "soon", "escalateAfter": 4}""");

        assertThat(faults)
                .extracting(fault -> fault.field() + ": " + fault.message().replaceFirst(" \\(.*", ""))
                .containsExactlyInAnyOrder(
                        "colour: unknown field",
                        "name: Not A Slug",
                        "enabled: yes",
                        "when.all[0].kind: poll",
                        "when.all[1].score.below: unknown field",
                        "when.all[1].score.atMost: 11",
                        "when.all[1].score.atLeast: 1",
                        "when.all[2].scale: 0-10",
                        "when.all[3].metric: missing",
                        "when.all[4].any: 0 conditions",
                        "when.all[5].not.words[1]: blank",
                        "when.all[5].not.tags: 0 values",
                        "when.all[6].segment.planet: unknown field",
                        "when.all[6].segment.channel: 3",
                        "when.all[6].comment: no",
                        "when.all[7]: all beside 1 other",
                        "when.all[8]: {}",
                        "when.all[9].score.atLeast: 3",
                        "when.all[10].metric: missing",
                        "when.all[11].metric: missing",
                        "when.all[12].metric: missing",
                        "severity: huge",
                        "severities[0].when.categories: unknown field",
                        "severities[1]: 3",
                        "team: A Team",
                        "due: soon",
                        "escalateAfter: 4");
        assertThat(faults).contains(new FieldFault("when.all[1].score.atMost", "11 (expected: 0 to 10)"));
    }

    @Test
    void boundsDepthNumberAndSize() {
        String deep = "{\"not\":".repeat(6) + "{\"comment\": true}" + "}".repeat(6);
        String many = array(51, "{\"comment\": true}");
        String spread = array(17, "{\"any\": " + array(2, "{\"comment\": true}") + "}");

        assertThat(faults(rule(deep)))
                .containsExactly(new FieldFault("when" + ".not".repeat(5), "condition 6 deep (expected: at most 5)"));
        assertThat(faults(rule("{\"all\": " + many + "}")))
                .containsExactly(
                        new FieldFault("when.all", "51 conditions (expected: an array of 1 to 50 conditions)"));
        assertThat(faults(rule("{\"all\": " + spread + "}")))
                .containsExactly(new FieldFault("when", "52 conditions in the rule (expected: at most 50)"));
        assertThat(faults(rule("{\"words\": " + array(51, "\"late\"") + "}")))
                .containsExactly(new FieldFault("when.words", "51 values (expected: 1 to 50)"));
        assertThat(faults(rule("{\"words\": \"" + "x".repeat(101) + "\"}")))
                .extracting(FieldFault::field)
                .containsExactly("when.words");
    }

    @Test
    void refusesAnotherNameThanThatInThePath() {
        ProblemException refused = catchThrowableOfType(
                ProblemException.class, () -> RuleJson.read(MAPPER.readTree(rule("{\"comment\": true}")), "other"));

        assertThat(Problems.faults(refused))
                .containsExactly(
                        new FieldFault("name", "some (expected: other, the name in the path: a rule keeps its name)"));
    }

    private static String array(int times, String entry) {
        return Collections.nCopies(times, entry).toString();
    }

    private static String rule(String when) {
        return "{\"name\": \"some\", \"severity\": \"low\", \"when\": " + when + "}";
    }

    private static Rule read(String json) {
        return RuleJson.read(MAPPER.readTree(json), null);
    }

    private static List<FieldFault> faults(String json) {
        return Problems.faults(catchThrowableOfType(ProblemException.class, () -> read(json)));
    }
}
