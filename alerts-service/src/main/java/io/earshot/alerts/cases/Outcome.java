package io.earshot.alerts.cases;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a case ended. */
enum Outcome {
    /** The customer is content again. */
    RECOVERED,
    /** The customer is gone. */
    LOST,
    /** The customer was contacted and did not answer. */
    NO_REPLY,
    /** There was nothing to see to: a mistake, a test, an answer that was taken back. */
    NOT_AN_ISSUE;

    private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

    String slug() {
        return slug;
    }

    static Optional<Outcome> of(String slug) {
        return Stream.of(values()).filter(outcome -> outcome.slug.equals(slug)).findFirst();
    }

    static String slugs() {
        return Stream.of(values()).map(Outcome::slug).collect(Collectors.joining(", "));
    }
}
