package io.earshot.alerts.channels;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.earshot.alerts.events.EventType;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A channel as it is shown.
 *
 * @param url of Slack only the host: the rest is a secret
 * @param secret in the answer that made it, and never again
 * @param fault why nothing can be sent to it, null in good health
 * @param formerSecretUntil until when the secret before this one signs, too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChannelView(
        UUID id,
        String name,
        String type,
        @Nullable String url,
        @Nullable List<String> to,
        @Nullable String secret,
        @Nullable Instant formerSecretUntil,
        List<String> rules,
        List<String> teams,
        List<String> types,
        @Nullable JsonNode pace,
        boolean enabled,
        @Nullable Instant disabledAt,
        @Nullable String disabledReason,
        @Nullable String fault,
        Instant createdAt,
        Instant updatedAt) {

    static ChannelView of(Channel channel, Instant now) {
        return of(channel, null, now);
    }

    /** With the secret, if it was made just now. */
    static ChannelView of(Channel channel, @Nullable WebhookSecret made, Instant now) {
        String url = null;
        List<String> to = null;
        Instant formerUntil = null;
        if (channel.target() instanceof Target.Webhook webhook) {
            Target.FormerSecret former = webhook.former();
            url = webhook.url();
            formerUntil = former != null && former.until().isAfter(now) ? former.until() : null;
        } else if (channel.target() instanceof Target.Email email) {
            to = email.to();
        } else if (channel.target() instanceof Target.Slack slack) {
            URI uri = URI.create(slack.url());
            url = uri.getScheme() + "://" + uri.getHost() + "/…";
        }
        Channel.Off off = channel.off();
        return new ChannelView(
                channel.id(),
                channel.name(),
                channel.type().slug(),
                url,
                to,
                made == null ? null : made.written(),
                formerUntil,
                channel.interest().rules(),
                channel.interest().teams(),
                channel.interest().types().stream().map(EventType::slug).toList(),
                channel.pace(),
                channel.enabled(),
                off == null ? null : off.since(),
                off == null ? null : off.reason(),
                channel.target() instanceof Target.Unreadable unreadable ? unreadable.reason() : null,
                channel.createdAt(),
                channel.updatedAt());
    }
}
