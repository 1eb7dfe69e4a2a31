package io.earshot.alerts.channels;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.earshot.alerts.access.Caller;
import io.earshot.alerts.outbound.OutboundGuard;
import io.earshot.alerts.problem.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;

/** {@code /v1/channels}: where a store wants to hear of its cases. */
@RestController
@RequestMapping("/v1/channels")
final class ChannelsController {

    /** Every event goes to every channel, so there is a bound. */
    private static final int MOST = 20;

    private final Channels channels;
    private final OutboundGuard guard;
    private final Clock clock;
    private final Scheduler scheduler;

    ChannelsController(Channels channels, OutboundGuard guard, Clock clock, Scheduler storeScheduler) {
        this.channels = channels;
        this.guard = guard;
        this.clock = clock;
        this.scheduler = storeScheduler;
    }

    /** A channel as it is shown; the secret only in the answer that made it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            UUID id,
            String name,
            String type,
            String url,
            Instant createdAt,
            @Nullable String secret) {

        static View of(Channel channel) {
            return new View(channel.id(), channel.name(), "webhook", channel.url(), channel.createdAt(), null);
        }

        View withSecret(WebhookSecret shown) {
            return new View(id, name, type, url, createdAt, shown.written());
        }
    }

    record Page(List<View> channels) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<View>> create(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody JsonNode body) {
        return asked(() -> {
            ChannelDraft draft = ChannelDraft.read(body, guard);
            if (channels.ofStore(caller.store()).size() >= MOST) {
                throw ProblemException.conflict("the store has " + MOST + " channels (expected: at most " + MOST + ")");
            }
            Channel channel = new Channel(
                    UUID.randomUUID(),
                    caller.store(),
                    draft.name(),
                    draft.url(),
                    draft.secret(),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
            channels.add(channel);
            View view = View.of(channel);
            return ResponseEntity.created(URI.create("/v1/channels/" + channel.id()))
                    .body(draft.isSecretMade() ? view.withSecret(channel.secret()) : view);
        });
    }

    @GetMapping
    Mono<Page> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return asked(() ->
                new Page(channels.ofStore(caller.store()).stream().map(View::of).toList()));
    }

    @GetMapping("/{id}")
    Mono<View> get(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return asked(() -> View.of(find(caller, id)));
    }

    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> delete(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return asked(() -> {
            channels.delete(caller.store(), find(caller, id).id());
            return ResponseEntity.noContent().build();
        });
    }

    private Channel find(Caller caller, String id) {
        try {
            return channels.find(caller.store(), UUID.fromString(id)).orElseThrow(ChannelsController::notFound);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("no such channel");
    }

    private <T> Mono<T> asked(Callable<T> question) {
        return Mono.fromCallable(question).subscribeOn(scheduler);
    }
}
