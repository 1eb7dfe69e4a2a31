package io.earshot.alerts.channels;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a store wants to hear of its cases.
 *
 * @param name what people call it
 * @param interest which events it hears of
 * @param pace an object that says when and how densely people want to hear, as {@link PaceRules} understand it; null for always and at once
 * @param off why it hears of nothing, null while it does
 * @param version counts its changes, from 1
 */
public record Channel(
        UUID id,
        String store,
        String name,
        Target target,
        Interest interest,
        @Nullable JsonNode pace,
        @Nullable Off off,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /**
     * That a channel is disabled.
     *
     * @param reason for people
     */
    public record Off(Instant since, String reason) {}

    public ChannelType type() {
        return target.type();
    }

    /** Whether it hears of anything. */
    public boolean enabled() {
        return off == null;
    }

    Channel disabled(Instant now, String reason) {
        return new Channel(id, store, name, target, interest, pace, new Off(now, reason), createdAt, now, version + 1);
    }

    Channel rotated(Target.Webhook next, Instant now) {
        return new Channel(id, store, name, next, interest, pace, off, createdAt, now, version + 1);
    }
}
