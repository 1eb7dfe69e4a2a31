package io.earshot.alerts.events;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happened to a case, or to a channel. */
public enum EventType {
    /** It is new. */
    OPENED("case.opened"),
    /** An item joined it or changed, or somebody worked on it. */
    UPDATED("case.updated"),
    /** It was resolved, and is open again. */
    REOPENED("case.reopened"),
    /** It has an outcome. */
    RESOLVED("case.resolved"),
    /** Nobody has contacted the customer in time. */
    REMINDER("case.reminder"),
    /** Nobody has, long after the reminder: the team's lead is to know. */
    ESCALATED("case.escalated"),
    /** Nothing: somebody tries a channel. About no case, never owed. */
    TEST("channel.test");

    private final String slug;

    EventType(String slug) {
        this.slug = slug;
    }

    /** The name outside, such as {@code case.opened}. */
    public String slug() {
        return slug;
    }

    /** Whether it is about a case. */
    public boolean isOfCase() {
        return this != TEST;
    }

    public static Optional<EventType> of(String slug) {
        return Stream.of(values()).filter(type -> type.slug.equals(slug)).findFirst();
    }

    /** The names of what happens to cases, for a message. */
    public static String slugs() {
        return Stream.of(values())
                .filter(EventType::isOfCase)
                .map(EventType::slug)
                .collect(Collectors.joining(", "));
    }
}
