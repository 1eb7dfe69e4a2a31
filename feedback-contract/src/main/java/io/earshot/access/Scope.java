package io.earshot.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a key may do. */
public enum Scope {
    /** Post feedback; for browsers. */
    SUBMIT,
    /** Post, batch, import, withdraw and erase; for a storefront's server. */
    INGEST,
    /** Read scores and responses. */
    READ,
    /** Read and work cases, deliveries, channels, rules and teams. */
    SUPPORT;

    private final String slug = name().toLowerCase(Locale.ROOT);

    /** The name outside, lower case. */
    public String slug() {
        return slug;
    }

    /** The scope of that name outside. */
    public static Optional<Scope> of(String slug) {
        return Stream.of(values()).filter(scope -> scope.slug.equals(slug)).findFirst();
    }
}
