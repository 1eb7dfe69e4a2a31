package io.earshot.alerts.channels;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.problem.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
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

    /** Every event may go to every channel, so there is a bound. */
    private static final int MOST = 20;

    private final Channels channels;
    private final ChannelChanges changes;
    private final DraftRules rules;
    private final Clock clock;
    private final Scheduler scheduler;

    ChannelsController(
            Channels channels, ChannelChanges changes, DraftRules rules, Clock clock, Scheduler storeScheduler) {
        this.channels = channels;
        this.changes = changes;
        this.rules = rules;
        this.clock = clock;
        this.scheduler = storeScheduler;
    }

    record Page(List<ChannelView> channels) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<ChannelView>> create(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller, @RequestBody JsonNode body) {
        return asked(() -> {
            ChannelDraft draft = ChannelDraft.read(body, rules);
            if (channels.ofStore(caller.store()).size() >= MOST) {
                throw ProblemException.conflict("the store has " + MOST + " channels (expected: at most " + MOST + ")");
            }
            Channel channel = changes.create(caller.store(), draft);
            channels.add(channel);
            WebhookSecret made = draft.secret() == null && channel.target() instanceof Target.Webhook webhook
                    ? webhook.secret()
                    : null;
            return ResponseEntity.created(URI.create("/v1/channels/" + channel.id()))
                    .eTag(eTag(channel))
                    .body(ChannelView.of(channel, made, clock.instant()));
        });
    }

    @GetMapping
    Mono<Page> list(@RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
        return asked(() -> new Page(channels.ofStore(caller.store()).stream()
                .map(channel -> ChannelView.of(channel, clock.instant()))
                .toList()));
    }

    @GetMapping("/{id}")
    Mono<ResponseEntity<ChannelView>> get(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return asked(
                () -> shown(channels.find(caller.store(), id(id)).orElseThrow(ChannelsController::notFound), null));
    }

    /** Changes what the body names and leaves the rest. */
    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<ChannelView>> change(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody JsonNode body) {
        return asked(() -> shown(
                changed(caller, id, ifMatch, before -> changes.change(before, ChannelDraft.read(body, before, rules))),
                null));
    }

    /** Gives a webhook a new secret and shows it; the former one signs, too, for a time. */
    @PostMapping("/{id}/rotate-secret")
    Mono<ResponseEntity<ChannelView>> rotate(
            @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return asked(() -> {
            WebhookSecret made = WebhookSecret.make();
            Channel after = changed(caller, id, ifMatch, before -> {
                if (before.target() instanceof Target.Webhook webhook) {
                    return changes.rotate(before, webhook, made);
                }
                throw ProblemException.conflict("the channel has no secret to sign with (expected: a webhook)");
            });
            return shown(after, made);
        });
    }

    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> delete(@RequestAttribute(Caller.ATTRIBUTE) Caller caller, @PathVariable String id) {
        return asked(() -> {
            if (!channels.delete(caller.store(), id(id))) {
                throw notFound();
            }
            return ResponseEntity.noContent().build();
        });
    }

    private Channel changed(Caller caller, String id, @Nullable String ifMatch, UnaryOperator<Channel> decide) {
        return channels.change(caller.store(), id(id), before -> {
                    if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals(eTag(before))) {
                        throw ProblemException.preconditionFailed("the channel was changed meanwhile: it is "
                                + eTag(before) + " (expected: If-Match with this, or none)");
                    }
                    if (before.target() instanceof Target.Unreadable unreadable) {
                        throw ProblemException.conflict(
                                "the channel can't be changed: " + unreadable.reason() + "; or delete it");
                    }
                    return decide.apply(before);
                })
                .orElseThrow(ChannelsController::notFound);
    }

    private ResponseEntity<ChannelView> shown(Channel channel, @Nullable WebhookSecret made) {
        return ResponseEntity.ok().eTag(eTag(channel)).body(ChannelView.of(channel, made, clock.instant()));
    }

    private static String eTag(Channel channel) {
        return "\"" + channel.version() + "\"";
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
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
