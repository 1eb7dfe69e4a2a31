package io.earshot.alerts.channels;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a channel hears of cases. */
public enum ChannelType {
    /** Messages for programs, after Standard Webhooks 1.0. */
    WEBHOOK("webhook"),
    /** Mail for people. */
    EMAIL("email"),
    /** Messages for people, to a Slack-compatible incoming webhook. */
    SLACK("slack");

    private final String slug;

    ChannelType(String slug) {
        this.slug = slug;
    }

    /** The name outside, such as {@code webhook}. */
    public String slug() {
        return slug;
    }

    public static Optional<ChannelType> of(String slug) {
        return Stream.of(values()).filter(type -> type.slug.equals(slug)).findFirst();
    }

    /** All names, for a message. */
    static String slugs() {
        return Stream.of(values()).map(ChannelType::slug).collect(Collectors.joining(", "));
    }
}
