package io.earshot.alerts.channels;

import io.earshot.alerts.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Channels as they are stored: what may be seen, and apart from it what must not. */
final class ChannelJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private ChannelJson() {}

    /** All but the secrets. */
    static String open(Channel channel) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("name", channel.name());
        json.put("type", channel.type().slug());
        if (channel.target() instanceof Target.Webhook webhook) {
            json.put("url", webhook.url());
        } else if (channel.target() instanceof Target.Email email) {
            texts(json.putArray("to"), email.to());
        }
        texts(json.putArray("rules"), channel.interest().rules());
        texts(json.putArray("teams"), channel.interest().teams());
        texts(
                json.putArray("types"),
                channel.interest().types().stream().map(EventType::slug).toList());
        if (channel.pace() != null) {
            json.set("pace", channel.pace());
        }
        Channel.Off off = channel.off();
        if (off != null) {
            json.put("offSince", off.since().toString());
            json.put("offReason", off.reason());
        }
        json.put("createdAt", channel.createdAt().toString());
        json.put("updatedAt", channel.updatedAt().toString());
        return json.toString();
    }

    /** The secrets alone. */
    static String secret(Channel channel) {
        ObjectNode json = MAPPER.createObjectNode();
        if (channel.target() instanceof Target.Webhook webhook) {
            json.put("secret", webhook.secret().written());
            Target.FormerSecret former = webhook.former();
            if (former != null) {
                json.put("former", former.secret().written());
                json.put("formerUntil", former.until().toString());
            }
        } else if (channel.target() instanceof Target.Slack slack) {
            json.put("url", slack.url());
        }
        return json.toString();
    }

    static Channel channel(String store, UUID id, long version, String open, String secret) {
        JsonNode json = MAPPER.readTree(open);
        return channel(store, id, version, json, target(json, MAPPER.readTree(secret)));
    }

    /** A channel without its secrets. */
    static Channel unreadable(String store, UUID id, long version, String open, String reason) {
        JsonNode json = MAPPER.readTree(open);
        return channel(store, id, version, json, new Target.Unreadable(type(json), reason));
    }

    private static Channel channel(String store, UUID id, long version, JsonNode json, Target target) {
        JsonNode since = json.path("offSince");
        return new Channel(
                id,
                store,
                json.path("name").stringValue(),
                target,
                new Interest(
                        texts(json.path("rules")),
                        texts(json.path("teams")),
                        texts(json.path("types")).stream()
                                .map(EventType::of)
                                .flatMap(Optional::stream)
                                .toList()),
                json.path("pace").isObject() ? json.path("pace") : null,
                since.isString()
                        ? new Channel.Off(
                                Instant.parse(since.stringValue()),
                                json.path("offReason").stringValue())
                        : null,
                Instant.parse(json.path("createdAt").stringValue()),
                Instant.parse(json.path("updatedAt").stringValue()),
                version);
    }

    private static ChannelType type(JsonNode open) {
        return ChannelType.of(open.path("type").stringValue()).orElseThrow();
    }

    private static Target target(JsonNode open, JsonNode secret) {
        return switch (type(open)) {
            case WEBHOOK ->
                new Target.Webhook(
                        open.path("url").stringValue(),
                        Objects.requireNonNull(secret(secret.path("secret"))),
                        former(secret));
            case EMAIL -> new Target.Email(texts(open.path("to")));
            case SLACK -> new Target.Slack(secret.path("url").stringValue());
        };
    }

    private static Target.@Nullable FormerSecret former(JsonNode secret) {
        WebhookSecret former = secret(secret.path("former"));
        return former == null
                ? null
                : new Target.FormerSecret(
                        former, Instant.parse(secret.path("formerUntil").stringValue()));
    }

    private static @Nullable WebhookSecret secret(JsonNode json) {
        return json.isString() ? WebhookSecret.of(json.stringValue()).orElseThrow() : null;
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}
