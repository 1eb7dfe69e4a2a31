package io.earshot.alerts.teams;

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

/** {@code /v1/teams}: who sees to the cases of a store. */
@RestController
@RequestMapping("/v1/teams")
final class TeamsController {

    private final TeamDesk desk;
    private final Scheduler scheduler;

    TeamsController(TeamDesk desk, Scheduler storeScheduler) {
        this.desk = desk;
        this.scheduler = storeScheduler;
    }

    record Page(List<TeamDesk.View> teams) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<TeamDesk.View>> create(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody JsonNode body) {
        return asked(() -> desk.create(caller, body))
                .map(team -> ResponseEntity.created(URI.create("/v1/teams/" + team.name()))
                        .body(team));
    }

    @GetMapping
    Mono<Page> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return asked(() -> new Page(desk.list(caller)));
    }

    @GetMapping("/{name}")
    Mono<TeamDesk.View> get(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name) {
        return asked(() -> desk.get(caller, name));
    }

    @PatchMapping(path = "/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<TeamDesk.View> change(
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
