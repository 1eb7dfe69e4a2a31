package io.earshot.alerts.drops;

import io.earshot.alerts.access.Caller;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/watches}: the scores that a store keeps an eye on. */
@RestController
@RequestMapping("/v1/watches")
final class WatchesController {

    private final WatchDesk desk;
    private final Scheduler scheduler;

    WatchesController(WatchDesk desk, Scheduler storeScheduler) {
        this.desk = desk;
        this.scheduler = storeScheduler;
    }

    record Page(List<ObjectNode> watches) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<ObjectNode>> create(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody JsonNode body) {
        return asked(() -> {
            ObjectNode watch = desk.create(caller, body);
            return ResponseEntity.created(
                            URI.create("/v1/watches/" + watch.path("name").asString()))
                    .body(watch);
        });
    }

    @GetMapping
    Mono<Page> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return asked(() -> new Page(desk.list(caller)));
    }

    @GetMapping("/{name}")
    Mono<ObjectNode> get(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name) {
        return asked(() -> desk.get(caller, name));
    }

    @PatchMapping(path = "/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ObjectNode> change(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name, @RequestBody JsonNode body) {
        return asked(() -> desk.change(caller, name, body));
    }

    @DeleteMapping("/{name}")
    Mono<ResponseEntity<Void>> delete(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name) {
        return asked(() -> {
            desk.delete(caller, name);
            return ResponseEntity.noContent().build();
        });
    }

    private <T> Mono<T> asked(Callable<T> question) {
        return Mono.fromCallable(question).subscribeOn(scheduler);
    }
}
