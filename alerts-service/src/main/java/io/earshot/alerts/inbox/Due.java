package io.earshot.alerts.inbox;

import io.earshot.alerts.message.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a case stands to its due time, in words and in a colour that says the same.
 *
 * @param words such as {@code Overdue by 2 hours}
 * @param tone the class of the badge: {@code bad}, {@code warn}, {@code good} or nothing
 * @param at the due time while somebody has to keep it, else null
 */
record Due(String words, String tone, @Nullable Moment at) {

    private static final Duration SOON = Duration.ofHours(1);

    /**
     * @param outcome how it ended, null of a case that has not
     */
    static Due of(String status, @Nullable Instant dueAt, @Nullable String outcome, Instant now) {
        if (status.equals("resolved")) {
            return new Due(outcome == null ? "Resolved" : "Resolved: " + words(outcome), "good", null);
        }
        if (status.equals("contacted") || dueAt == null) {
            return new Due("Contacted", "good", null);
        }
        Duration left = Duration.between(now, dueAt);
        if (left.isNegative()) {
            return new Due("Overdue by " + Words.span(left), "bad", Moment.of(dueAt));
        }
        return new Due("Due in " + Words.span(left), left.compareTo(SOON) <= 0 ? "warn" : "", Moment.of(dueAt));
    }

    /** A name of the API as people read it, such as {@code not an issue}. */
    static String words(String slug) {
        return slug.replace('-', ' ').toLowerCase(Locale.ROOT);
    }
}
