package io.earshot.alerts.events;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happened to a case. */
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
    ESCALATED("case.escalated");

    private final String slug;

    EventType(String slug) {
        this.slug = slug;
    }

    /** The name outside, such as {@code case.opened}. */
    public String slug() {
        return slug;
    }

    public static Optional<EventType> of(String slug) {
        return Stream.of(values()).filter(type -> type.slug.equals(slug)).findFirst();
    }

    /** All names, for a message. */
    public static String slugs() {
        return Stream.of(values()).map(EventType::slug).collect(Collectors.joining(", "));
    }
}
