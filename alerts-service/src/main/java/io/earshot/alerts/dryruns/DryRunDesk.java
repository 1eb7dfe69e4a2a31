package io.earshot.alerts.dryruns;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rulebooks.RuleJson;
import io.earshot.alerts.rules.Rule;
import io.earshot.alerts.rules.Severity;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Dry runs, for the API and for pages. Blocks. */
@Component
public final class DryRunDesk {

    private static final String NAMELESS = "dry-run";

    private final DryRuns dryRuns;

    DryRunDesk(DryRuns dryRuns) {
        this.dryRuns = dryRuns;
    }

    /**
     * What a rule would have flagged in the last 30 days. The rule is not kept.
     *
     * @param body of {@code POST /v1/rules/dry-run}
     * @return its answer
     * @throws ProblemException 400, or 503 if too many run at once or Kafka can't be asked
     */
    public ObjectNode run(Caller caller, JsonNode body) {
        Rule rule = RuleJson.read(body, body.has("name") ? null : NAMELESS);
        return json(dryRuns.run(caller.store(), rule));
    }

    private static ObjectNode json(DryRuns.Result result) {
        Map<Severity, Integer> counts = result.tally().bySeverity();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("from", result.from().toString());
        json.put("to", result.to().toString());
        json.put("complete", result.complete());
        json.put("read", result.tally().read());
        json.put("flagged", counts.values().stream().mapToInt(Integer::intValue).sum());
        ObjectNode bySeverity = json.putObject("bySeverity");
        counts.forEach((severity, count) -> bySeverity.put(severity.slug(), count));
        ArrayNode examples = json.putArray("examples");
        for (Tally.Example example : result.tally().examples()) {
            examples.addObject()
                    .put("id", example.id())
                    .put("occurredAt", example.occurredAt().toString())
                    .put("severity", example.severity().slug())
                    .put("excerpt", example.excerpt());
        }
        return json;
    }
}
