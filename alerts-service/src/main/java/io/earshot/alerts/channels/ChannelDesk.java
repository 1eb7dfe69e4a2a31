package io.earshot.alerts.channels;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.problem.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The channels of a store, for the API and for pages. Blocks. */
@Component
public final class ChannelDesk {

    /** Every event may go to every channel, so there is a bound. */
    private static final int MOST = 20;

    private final Channels channels;
    private final ChannelChanges changes;
    private final DraftRules rules;
    private final Clock clock;

    ChannelDesk(Channels channels, ChannelChanges changes, DraftRules rules, Clock clock) {
        this.channels = channels;
        this.changes = changes;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * A channel as it is shown, and the version that a change may name.
     *
     * @param tag an {@code ETag}
     */
    public record Shown(String tag, ChannelView view) {}

    /**
     * Makes a channel; the secret of a webhook that came without one is in the answer, and never again.
     *
     * @param body of {@code POST /v1/channels}
     * @throws ProblemException 400, or 409 if there are too many
     */
    public Shown create(Caller caller, JsonNode body) {
        ChannelDraft draft = ChannelDraft.read(body, rules);
        if (channels.ofStore(caller.store()).size() >= MOST) {
            throw ProblemException.conflict("the store has " + MOST + " channels (expected: at most " + MOST + ")");
        }
        Channel channel = changes.create(caller.store(), draft);
        channels.add(channel);
        WebhookSecret made =
                draft.secret() == null && channel.target() instanceof Target.Webhook webhook ? webhook.secret() : null;
        return shown(channel, made);
    }

    /** All channels of the store, the oldest first. */
    public List<ChannelView> list(Caller caller) {
        return channels.ofStore(caller.store()).stream()
                .map(channel -> ChannelView.of(channel, clock.instant()))
                .toList();
    }

    /**
     * @throws ProblemException 404
     */
    public Shown get(Caller caller, String id) {
        return shown(channels.find(caller.store(), id(id)).orElseThrow(ChannelDesk::notFound), null);
    }

    /**
     * Changes what the body names and leaves the rest.
     *
     * @param ifMatch the version that is meant, null for any
     * @param body of {@code PATCH /v1/channels/{id}}
     * @throws ProblemException 404, 412, 409 or 400
     */
    public Shown change(Caller caller, String id, @Nullable String ifMatch, JsonNode body) {
        return shown(
                changed(caller, id, ifMatch, before -> changes.change(before, ChannelDraft.read(body, before, rules))),
                null);
    }

    /**
     * Gives a webhook a new secret, which is in the answer and never again; the former one signs, too, for a time.
     *
     * @param ifMatch the version that is meant, null for any
     * @throws ProblemException 404, 412, or 409 of a channel of another type
     */
    public Shown rotate(Caller caller, String id, @Nullable String ifMatch) {
        WebhookSecret made = WebhookSecret.make();
        Channel after = changed(caller, id, ifMatch, before -> {
            if (before.target() instanceof Target.Webhook webhook) {
                return changes.rotate(before, webhook, made);
            }
            throw ProblemException.conflict("the channel has no secret to sign with (expected: a webhook)");
        });
        return shown(after, made);
    }

    /**
     * @throws ProblemException 404
     */
    public void delete(Caller caller, String id) {
        if (!channels.delete(caller.store(), id(id))) {
            throw notFound();
        }
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
                .orElseThrow(ChannelDesk::notFound);
    }

    private Shown shown(Channel channel, @Nullable WebhookSecret made) {
        return new Shown(eTag(channel), ChannelView.of(channel, made, clock.instant()));
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
}
