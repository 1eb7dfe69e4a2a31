package io.earshot.alerts.drops;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.drops.WatchRows.Kept;
import io.earshot.alerts.problem.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** All of them fit on one page. */
    private static final int MOST = 100;

    private final WatchRows rows;
    private final Watches watches;
    private final Clock clock;
    private final Scheduler scheduler;

    WatchesController(WatchRows rows, Watches watches, Clock clock, Scheduler storeScheduler) {
        this.rows = rows;
        this.watches = watches;
        this.clock = clock;
        this.scheduler = storeScheduler;
    }

    record Page(List<ObjectNode> watches) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<ObjectNode>> create(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody JsonNode body) {
        return asked(() -> {
            Watch watch = WatchDraft.read(body);
            Map<String, Watch> there = ofStore(caller);
            if (there.containsKey(watch.name())) {
                throw ProblemException.conflict("the watch " + watch.name() + " is there (expected: a new name)");
            }
            if (there.size() >= MOST) {
                throw ProblemException.conflict("the store has " + MOST + " watches (expected: at most " + MOST + ")");
            }
            requireNoOther(watch, there.values());
            put(caller, watch);
            return ResponseEntity.created(URI.create("/v1/watches/" + watch.name()))
                    .body(WatchJson.of(watch));
        });
    }

    @GetMapping
    Mono<Page> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return asked(() ->
                new Page(ofStore(caller).values().stream().map(WatchJson::of).toList()));
    }

    @GetMapping("/{name}")
    Mono<ObjectNode> get(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name) {
        return asked(() -> WatchJson.of(find(ofStore(caller), name)));
    }

    @PatchMapping(path = "/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ObjectNode> change(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name, @RequestBody JsonNode body) {
        return asked(() -> {
            Map<String, Watch> there = ofStore(caller);
            Watch watch = WatchDraft.read(WatchDraft.changed(WatchJson.of(find(there, name)), body));
            requireNoOther(watch, there.values());
            put(caller, watch);
            return WatchJson.of(watch);
        });
    }

    @DeleteMapping("/{name}")
    Mono<ResponseEntity<Void>> delete(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name) {
        return asked(() -> {
            find(ofStore(caller), name);
            if (Watch.OUT_OF_THE_BOX.stream().anyMatch(watch -> watch.name().equals(name))) {
                // without the row it would be as it came out of the box
                keep(caller, name, Optional.empty());
            } else {
                rows.delete(caller.store(), name);
            }
            watches.changed(caller.store());
            return ResponseEntity.noContent().build();
        });
    }

    /** One case a score, so one watch. */
    private static void requireNoOther(Watch watch, Collection<Watch> there) {
        there.stream()
                .filter(other ->
                        other.score().equals(watch.score()) && !other.name().equals(watch.name()))
                .findFirst()
                .ifPresent(other -> {
                    throw ProblemException.conflict(
                            other.name() + " watches " + watch.score() + " (expected: another score or window)");
                });
    }

    private Map<String, Watch> ofStore(Caller caller) {
        return Watches.withOutOfTheBox(rows.ofStore(caller.store()));
    }

    private static Watch find(Map<String, Watch> there, String name) {
        return Optional.ofNullable(there.get(name)).orElseThrow(() -> ProblemException.notFound("no such watch"));
    }

    private void put(Caller caller, Watch watch) {
        keep(caller, watch.name(), Optional.of(WatchJson.written(watch)));
        watches.changed(caller.store());
    }

    private void keep(Caller caller, String name, Optional<String> body) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant createdAt = rows.find(caller.store(), name).map(Kept::createdAt).orElse(now);
        rows.put(caller.store(), new Kept(name, body.orElse(null), createdAt, now));
    }

    private <T> Mono<T> asked(Callable<T> question) {
        return Mono.fromCallable(question).subscribeOn(scheduler);
    }
}
