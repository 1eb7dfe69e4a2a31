package io.earshot.alerts.rules;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much it matters; the order is that of growing weight. */
public enum Severity {
    LOW,
    NORMAL,
    HIGH,
    URGENT;

    private final String slug = name().toLowerCase(Locale.ROOT);

    /** The name outside, lower case. */
    public String slug() {
        return slug;
    }

    public static Optional<Severity> of(String slug) {
        return Stream.of(values())
                .filter(severity -> severity.slug.equals(slug))
                .findFirst();
    }

    /** All names, for a message. */
    public static String slugs() {
        return Stream.of(values()).map(Severity::slug).collect(Collectors.joining(", "));
    }

    /** The weightier of the two. */
    public Severity max(Severity other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
