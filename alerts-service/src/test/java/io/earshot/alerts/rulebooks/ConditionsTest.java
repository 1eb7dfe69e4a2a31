package io.earshot.alerts.rulebooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.alerts.rules.Rulebook;
import io.earshot.feedback.Button;
import io.earshot.feedback.Category;
import io.earshot.feedback.Context;
import io.earshot.feedback.Customer;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Review;
import io.earshot.feedback.Submission;
import io.earshot.feedback.Survey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConditionsTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Context DELIVERY =
            new Context("email", "delivery", "sku-9", "o-1", "speed", null, "sv-SE", "post-delivery");
    private static final Customer VIP = new Customer("c-17", null, null, List.of("new", "VIP"));

    private static final Map<String, Feedback> ITEMS = Map.of(
            "nps3", new Survey(submission("Came late", VIP), Metric.NPS, Metric.NPS.defaultScale(), 3, null),
            "nps3of1-10",
                    new Survey(silent(), Metric.NPS, Metric.NPS.scale("1-10").orElseThrow(), 3, null),
            "csat5", new Survey(submission("  ", null), Metric.CSAT, Metric.CSAT.defaultScale(), 5, null),
            "review", new Review(silent(), 2, "Broken on arrival", "google"),
            "bug", new Button(submission("It is broken", null), Category.BUG, null),
            "idea", new Button(submission("Better late than never", null), Category.IDEA, 4));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'kind': 'survey'}                                           | nps3 nps3of1-10 csat5",
                "{'kind': ['review', 'button']}                               | review bug idea",
                "{'metric': 'nps'}                                            | nps3 nps3of1-10",
                "{'metric': 'nps', 'scale': '1-10'}                           | nps3of1-10",
                "{'metric': 'button'}                                         | bug idea",
                "{'metric': 'nps', 'score': {'atMost': 3}}                    | nps3",
                "{'metric': 'nps', 'score': {'atMost': 2}}                    |",
                "{'metric': 'nps', 'score': {'atLeast': 3}}                   | nps3",
                "{'metric': 'nps', 'score': {'atLeast': 4}}                   |",
                "{'metric': 'nps', 'scale': '1-10', 'score': {'atLeast': 3, 'atMost': 3}} | nps3of1-10",
                "{'metric': 'review', 'score': {'atMost': 2}}                 | review",
                "{'metric': 'button', 'score': {'atLeast': 1}}                | idea",
                "{'category': 'bug'}                                          | bug",
                "{'category': ['bug', 'idea']}                                | bug idea",
                "{'words': 'late'}                                            | nps3 idea",
                "{'words': ['broken', 'LÄTE']}                                | nps3 idea review bug",
                "{'words': ['late than', 'on arrival']}                       | idea review",
                "{'tags': 'vip'}                                              | nps3",
                "{'tags': ['gold', 'New']}                                    | nps3",
                "{'tags': 'vi'}                                               |",
                "{'segment': {'channel': 'email'}}                            | nps3 bug idea csat5",
                "{'segment': {'channel': 'sms'}}                              |",
                "{'segment': {'touchpoint': ['checkout', 'delivery']}}        | nps3 bug idea csat5",
                "{'segment': {'product': 'SKU-9'}}                            |",
                "{'segment': {'aspect': 'speed', 'survey': 'post-delivery'}}  | nps3 bug idea csat5",
                "{'segment': {'aspect': 'speed', 'survey': 'other'}}          |",
                "{'segment': {'locale': 'SV'}}                                | nps3 bug idea csat5",
                "{'segment': {'locale': 'sv_se'}}                             | nps3 bug idea csat5",
                "{'segment': {'locale': 's'}}                                 |",
                "{'segment': {'source': 'google'}}                            | review",
                "{'comment': true}                                            | nps3 bug idea",
                "{'comment': false}                                           | nps3of1-10 csat5 review",
                "{'kind': 'survey', 'comment': true}                          | nps3",
                "{'all': [{'kind': 'survey'}, {'comment': false}]}            | nps3of1-10 csat5",
                "{'any': [{'category': 'bug'}, {'metric': 'csat'}]}           | bug csat5",
                "{'not': {'comment': true}}                                   | nps3of1-10 csat5 review",
                "{'all': [{'words': 'late'}, {'not': {'any': [{'tags': 'vip'}, {'metric': 'csat'}]}}]} | idea"
            })
    void holdForTheItemsTheyMean(String when, String items) {
        Rulebook rulebook = rulebook("""
                {"name": "some", "severity": "normal", "when": %s}""".formatted(when.replace('\'', '"')));

        assertThat(ITEMS.keySet().stream()
                        .filter(name -> rulebook.judge(ITEMS.get(name)).isPresent()))
                .containsExactlyInAnyOrder(items == null ? new String[0] : items.split(" "));
    }

    @Test
    void giveTheFirstSeverityThatFits() {
        Rulebook rulebook = rulebook("""
                {"name": "some", "when": {"comment": true}, "severity": "low", "team": "care", "due": "1h", "escalateAfter": "30m",
                 "severities": [{"when": {"kind": "button"}, "severity": "high"}, {"when": {"words": "late"}, "severity": "urgent"}]}""");

        assertThat(rulebook.judge(ITEMS.get("idea")).orElseThrow().severity().slug())
                .isEqualTo("high");
        assertThat(rulebook.judge(ITEMS.get("nps3"))).hasValueSatisfying(flag -> {
            assertThat(flag.severity().slug()).isEqualTo("urgent");
            assertThat(flag.team()).isEqualTo("care");
            assertThat(flag.due()).hasMinutes(60);
            assertThat(flag.escalateAfter()).hasMinutes(30);
        });
    }

    @Test
    void letTheWeightiestRuleSpeakAndOfEqualsTheFirst() {
        String rule = "{\"name\": \"%s\", \"when\": {\"comment\": true}, \"severity\": \"%s\", \"enabled\": %s}";
        Rulebook rulebook = rulebook(
                rule.formatted("low", "low", true),
                rule.formatted("first", "normal", true),
                rule.formatted("second", "normal", true),
                rule.formatted("off", "urgent", false));

        assertThat(rulebook.judge(ITEMS.get("bug")).orElseThrow().rule()).isEqualTo("first");
    }

    private static Rulebook rulebook(String... rules) {
        return new Rulebook(List.of(rules).stream()
                .map(MAPPER::readTree)
                .map((JsonNode rule) -> RuleJson.read(rule, null))
                .toList());
    }

    private static Submission submission(String comment, Customer customer) {
        return new Submission("a1", 0, Instant.parse("2026-11-21T10:15:00Z"), comment, customer, DELIVERY);
    }

    private static Submission silent() {
        return new Submission("a2", 0, Instant.parse("2026-11-21T10:15:00Z"), null, null, Context.NONE);
    }
}
