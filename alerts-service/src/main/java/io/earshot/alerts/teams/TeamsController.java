package io.earshot.alerts.teams;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.teams.TeamRows.Kept;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
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
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/teams}: who sees to the cases of a store. */
@RestController
@RequestMapping("/v1/teams")
final class TeamsController {

    /** All of them fit on one page. */
    private static final int MOST = 100;

    private final TeamRows rows;
    private final Teams teams;
    private final LeadChannels channels;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final Scheduler scheduler;

    TeamsController(
            TeamRows rows,
            Teams teams,
            LeadChannels channels,
            ObjectMapper mapper,
            Clock clock,
            Scheduler storeScheduler) {
        this.rows = rows;
        this.teams = teams;
        this.channels = channels;
        this.mapper = mapper;
        this.clock = clock;
        this.scheduler = storeScheduler;
    }

    /** A team as it is shown. */
    record View(
            String name,
            String title,
            List<String> members,
            @Nullable String lead,
            @Nullable UUID leadChannel,
            @Nullable JsonNode hours,
            Instant createdAt,
            Instant updatedAt) {}

    record Page(List<View> teams) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<View>> create(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody JsonNode body) {
        return asked(() -> {
            Team team = TeamDraft.read(body, isChannel(caller));
            List<Kept> there = rows.ofStore(caller.store());
            if (there.stream().anyMatch(one -> one.name().equals(team.name()))) {
                throw ProblemException.conflict("the team " + team.name() + " is there (expected: a new name)");
            }
            if (there.size() >= MOST) {
                throw ProblemException.conflict("the store has " + MOST + " teams (expected: at most " + MOST + ")");
            }
            Instant now = now();
            return ResponseEntity.created(URI.create("/v1/teams/" + team.name()))
                    .body(put(caller, new Kept(team.name(), mapper.writeValueAsString(body), now, now)));
        });
    }

    @GetMapping
    Mono<Page> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return asked(() ->
                new Page(rows.ofStore(caller.store()).stream().map(this::view).toList()));
    }

    @GetMapping("/{name}")
    Mono<View> get(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name) {
        return asked(() -> view(find(caller, name)));
    }

    @PatchMapping(path = "/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<View> change(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name, @RequestBody JsonNode body) {
        return asked(() -> {
            Kept before = find(caller, name);
            ObjectNode changed = TeamDraft.changed((ObjectNode) mapper.readTree(before.body()), body);
            // a channel that is gone by now stands in no other change's way
            TeamDraft.read(changed, body.has("leadChannel") ? isChannel(caller) : channel -> true);
            return put(caller, new Kept(name, mapper.writeValueAsString(changed), before.createdAt(), now()));
        });
    }

    @DeleteMapping("/{name}")
    Mono<ResponseEntity<Void>> delete(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String name) {
        return asked(() -> {
            rows.delete(caller.store(), find(caller, name).name());
            teams.changed(caller.store());
            return ResponseEntity.noContent().build();
        });
    }

    private Predicate<UUID> isChannel(Caller caller) {
        return channel -> channels.isThere(caller.store(), channel);
    }

    private View put(Caller caller, Kept team) {
        rows.put(caller.store(), team);
        teams.changed(caller.store());
        return view(team);
    }

    private Kept find(Caller caller, String name) {
        return rows.find(caller.store(), name).orElseThrow(() -> ProblemException.notFound("no such team"));
    }

    private View view(Kept kept) {
        JsonNode body = mapper.readTree(kept.body());
        Team team = TeamDraft.read(body);
        return new View(
                team.name(),
                team.title(),
                team.members(),
                team.lead(),
                team.leadChannel(),
                body.get("hours"),
                kept.createdAt(),
                kept.updatedAt());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private <T> Mono<T> asked(Callable<T> question) {
        return Mono.fromCallable(question).subscribeOn(scheduler);
    }
}
