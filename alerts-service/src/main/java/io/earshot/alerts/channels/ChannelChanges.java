package io.earshot.alerts.channels;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What becomes of a channel when somebody asks for it; decides only. */
@Component
final class ChannelChanges {

    private static final String BY_HAND = "disabled by hand";

    private final Clock clock;
    private final ChannelProperties properties;

    ChannelChanges(Clock clock, ChannelProperties properties) {
        this.clock = clock;
        this.properties = properties;
    }

    /** A new channel; a webhook without a secret gets one. */
    Channel create(String store, ChannelDraft draft) {
        Instant now = now();
        Target target = switch (draft.type()) {
            case WEBHOOK ->
                new Target.Webhook(
                        Objects.requireNonNull(draft.url()),
                        Objects.requireNonNullElseGet(draft.secret(), WebhookSecret::make),
                        null);
            case EMAIL -> new Target.Email(Objects.requireNonNull(draft.to()));
            case SLACK -> new Target.Slack(Objects.requireNonNull(draft.url()));
        };
        return new Channel(
                UUID.randomUUID(),
                store,
                Objects.requireNonNull(draft.name()),
                target,
                Objects.requireNonNullElse(draft.interest(), Interest.ALL),
                draft.pace(),
                off(null, draft.enabled(), now),
                now,
                now,
                1);
    }

    /** The channel with what the draft says; what it leaves out stays. */
    Channel change(Channel before, ChannelDraft draft) {
        Instant now = now();
        JsonNode pace = draft.isPaceGiven() ? draft.pace() : before.pace();
        return new Channel(
                before.id(),
                before.store(),
                Objects.requireNonNullElse(draft.name(), before.name()),
                target(before.target(), draft, now),
                Objects.requireNonNullElse(draft.interest(), before.interest()),
                pace,
                off(before.off(), draft.enabled(), now),
                before.createdAt(),
                now,
                before.version() + 1);
    }

    /** The channel with a new secret, of ours or of the client's. */
    Channel rotate(Channel before, Target.Webhook webhook, WebhookSecret next) {
        Instant now = now();
        return before.rotated(webhook.rotated(next, now.plus(properties.secretOverlap())), now);
    }

    private Target target(Target before, ChannelDraft draft, Instant now) {
        if (before instanceof Target.Webhook webhook) {
            Target.Webhook there = new Target.Webhook(
                    Objects.requireNonNullElse(draft.url(), webhook.url()), webhook.secret(), webhook.former());
            WebhookSecret next = draft.secret();
            return next == null || next.equals(webhook.secret())
                    ? there
                    : there.rotated(next, now.plus(properties.secretOverlap()));
        }
        if (before instanceof Target.Email email) {
            return new Target.Email(Objects.requireNonNullElse(draft.to(), List.copyOf(email.to())));
        }
        return draft.url() == null ? before : new Target.Slack(draft.url());
    }

    private static Channel.@Nullable Off off(Channel.@Nullable Off before, @Nullable Boolean enabled, Instant now) {
        if (enabled == null) {
            return before;
        }
        return enabled ? null : Objects.requireNonNullElseGet(before, () -> new Channel.Off(now, BY_HAND));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
