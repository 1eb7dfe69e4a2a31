package io.earshot.alerts.dryruns;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.rulebooks.RuleJson;
import io.earshot.alerts.rules.Rule;
import io.earshot.alerts.rules.Severity;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/rules/dry-run}: what would this rule have flagged in the last 30 days? The rule is not kept. */
@RestController
final class DryRunController {

    private static final String NAMELESS = "dry-run";

    private final DryRuns dryRuns;
    private final Scheduler scheduler;

    DryRunController(DryRuns dryRuns, Scheduler storeScheduler) {
        this.dryRuns = dryRuns;
        this.scheduler = storeScheduler;
    }

    @PostMapping(path = "/v1/rules/dry-run", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ObjectNode> run(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody JsonNode body) {
        return Mono.fromCallable(() -> {
                    Rule rule = RuleJson.read(body, body.has("name") ? null : NAMELESS);
                    return json(dryRuns.run(caller.store(), rule));
                })
                .subscribeOn(scheduler);
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
