package io.earshot.alerts.rulebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The examples of {@code docs/rules.md} are rules. */
class RulesPageTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```json$(.*?)^```$");
    private static final Pattern CONDITION = Pattern.compile("(?m)^\\| `(\\{.*?})` \\|");

    @Test
    void showsRulesThatAreTaken() throws IOException {
        List<JsonNode> rules = found(BLOCK).stream()
                .map(MAPPER::readTree)
                .filter(json -> json.has("when"))
                .toList();

        assertThat(rules)
                .hasSize(2)
                .allSatisfy(
                        rule -> assertThatCode(() -> RuleJson.read(rule, null)).doesNotThrowAnyException());
    }

    @Test
    void showsConditionsThatAreTaken() throws IOException {
        assertThat(found(CONDITION))
                .hasSize(14)
                .allSatisfy(when -> assertThatCode(() -> RuleJson.read(
                                MAPPER.readTree("{\"severity\": \"low\", \"when\": " + when + "}"), "some"))
                        .doesNotThrowAnyException());
    }

    private static List<String> found(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(Path.of("..", "docs", "rules.md")))
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
