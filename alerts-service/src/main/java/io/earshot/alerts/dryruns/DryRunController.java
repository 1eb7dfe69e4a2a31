package io.earshot.alerts.dryruns;

import io.earshot.alerts.access.Caller;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/rules/dry-run}: what would this rule have flagged in the last 30 days? The rule is not kept. */
@RestController
final class DryRunController {

    private final DryRunDesk desk;
    private final Scheduler scheduler;

    DryRunController(DryRunDesk desk, Scheduler storeScheduler) {
        this.desk = desk;
        this.scheduler = storeScheduler;
    }

    @PostMapping(path = "/v1/rules/dry-run", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ObjectNode> run(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody JsonNode body) {
        return Mono.fromCallable(() -> desk.run(caller, body)).subscribeOn(scheduler);
    }
}
