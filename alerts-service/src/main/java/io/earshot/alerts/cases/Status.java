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
