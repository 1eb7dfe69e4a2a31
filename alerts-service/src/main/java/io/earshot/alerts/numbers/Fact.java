package io.earshot.alerts.numbers;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a change of a case means for the numbers; those that take time carry how long it took since the case was opened, the last time. */
public enum Fact {
    OPENED,
    REOPENED,
    /** Somebody looked at it; takes time. */
    ACKNOWLEDGED,
    /** The customer was contacted; takes time. */
    CONTACTED,
    /** Resolved, the customer is content; takes time. */
    RECOVERED,
    /** Resolved, the customer is gone; takes time. */
    LOST,
    /** Resolved, the customer did not answer; takes time. */
    NO_REPLY,
    /** Resolved, there was nothing to see to; takes time. */
    NOT_AN_ISSUE,
    REMINDED,
    ESCALATED;

    private final String slug = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name in the tables; of an outcome that of the outcome. */
    public String slug() {
        return slug;
    }

    public static Optional<Fact> of(String slug) {
        return Stream.of(values()).filter(fact -> fact.slug.equals(slug)).findFirst();
    }
}
