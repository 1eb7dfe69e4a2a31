package io.earshot.alerts.channels;

import io.earshot.alerts.access.Caller;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;

/** {@code /v1/channels}: where a store wants to hear of its cases. */
@RestController
@RequestMapping("/v1/channels")
final class ChannelsController {

    private final ChannelDesk desk;
    private final Scheduler scheduler;

    ChannelsController(ChannelDesk desk, Scheduler storeScheduler) {
        this.desk = desk;
        this.scheduler = storeScheduler;
    }

    record Page(List<ChannelView> channels) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<ChannelView>> create(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody JsonNode body) {
        return asked(() -> desk.create(caller, body))
                .map(made -> ResponseEntity.created(
                                URI.create("/v1/channels/" + made.view().id()))
                        .eTag(made.tag())
                        .body(made.view()));
    }

    @GetMapping
    Mono<Page> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return asked(() -> new Page(desk.list(caller)));
    }

    @GetMapping("/{id}")
    Mono<ResponseEntity<ChannelView>> get(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return shown(() -> desk.get(caller, id));
    }

    /** Changes what the body names and leaves the rest. */
    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<ChannelView>> change(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody JsonNode body) {
        return shown(() -> desk.change(caller, id, ifMatch, body));
    }

    /** Gives a webhook a new secret and shows it; the former one signs, too, for a time. */
    @PostMapping("/{id}/rotate-secret")
    Mono<ResponseEntity<ChannelView>> rotate(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return shown(() -> desk.rotate(caller, id, ifMatch));
    }

    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> delete(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return asked(() -> {
            desk.delete(caller, id);
            return ResponseEntity.noContent().build();
        });
    }

    private Mono<ResponseEntity<ChannelView>> shown(Callable<ChannelDesk.Shown> question) {
        return asked(question)
                .map(shown -> ResponseEntity.ok().eTag(shown.tag()).body(shown.view()));
    }

    private <T> Mono<T> asked(Callable<T> question) {
        return Mono.fromCallable(question).subscribeOn(scheduler);
    }
}
