package io.earshot.alerts.cases;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far a case has come. */
enum Status {
    /** Nobody has looked at it yet. */
    OPEN,
    /** Somebody has. */
    ACKNOWLEDGED,
    /** The customer was written to or called. */
    CONTACTED,
    /** It has an outcome. */
    RESOLVED;

    private final String slug = name().toLowerCase(Locale.ROOT);

    /** Whether a case may go from here to there by hand: forward, also past a step, and from the end back to the begin. */
    boolean leadsTo(Status next) {
        return next.compareTo(this) > 0 || this == RESOLVED && next == OPEN;
    }

    String slug() {
        return slug;
    }

    static Optional<Status> of(String slug) {
        return Stream.of(values()).filter(status -> status.slug.equals(slug)).findFirst();
    }

    static String slugs() {
        return Stream.of(values()).map(Status::slug).collect(Collectors.joining(", "));
    }
}
