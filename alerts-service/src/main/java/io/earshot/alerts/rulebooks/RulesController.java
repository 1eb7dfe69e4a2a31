package io.earshot.alerts.rulebooks;

import io.earshot.alerts.access.Caller;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/rules}: what makes an item a case. The ETag is that of the store's whole book; {@code If-Match} may be left out. */
@RestController
@RequestMapping("/v1/rules")
final class RulesController {

    private final RuleDesk desk;
    private final Scheduler scheduler;

    RulesController(RuleDesk desk, Scheduler storeScheduler) {
        this.desk = desk;
        this.scheduler = storeScheduler;
    }

    @GetMapping
    Mono<ResponseEntity<ObjectNode>> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return shown(() -> desk.list(caller));
    }

    @GetMapping("/{name}")
    Mono<ResponseEntity<ObjectNode>> get(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name) {
        return shown(() -> desk.get(caller, name));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<ObjectNode>> create(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @RequestParam(required = false) @Nullable String before,
            @RequestBody JsonNode body) {
        return asked(() -> desk.create(caller, match, before, body))
                .map(made -> ResponseEntity.created(URI.create(
                                "/v1/rules/" + made.json().path("name").asString()))
                        .eTag(made.tag())
                        .body(made.json()));
    }

    @PutMapping(path = "/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<ObjectNode>> replace(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String before,
            @RequestBody JsonNode body) {
        return shown(() -> desk.replace(caller, match, name, before, body));
    }

    @DeleteMapping("/{name}")
    Mono<ResponseEntity<Void>> delete(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match,
            @PathVariable String name) {
        return asked(() -> ResponseEntity.noContent()
                .eTag(desk.delete(caller, match, name))
                .build());
    }

    /** Brings back those out of the box that were deleted. */
    @PostMapping("/defaults")
    Mono<ResponseEntity<ObjectNode>> defaults(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String match) {
        return shown(() -> desk.defaults(caller, match));
    }

    private Mono<ResponseEntity<ObjectNode>> shown(Callable<RuleDesk.Shown> question) {
        return asked(question)
                .map(shown -> ResponseEntity.ok().eTag(shown.tag()).body(shown.json()));
    }

    private <T> Mono<T> asked(Callable<T> question) {
        return Mono.fromCallable(question).subscribeOn(scheduler);
    }
}
