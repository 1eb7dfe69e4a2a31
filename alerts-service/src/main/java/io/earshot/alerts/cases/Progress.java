package io.earshot.alerts.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the work on a case has come.
 *
 * @param outcome how it ended, only of a resolved case
 * @param since when it was opened, the last time
 * @param acknowledgedAt when somebody first looked at it since then; also set where that step was skipped
 * @param contactedAt when the customer was first contacted since then; null where that step was skipped
 * @param resolvedAt when it was resolved, only of a resolved case
 */
record Progress(
        Status status,
        @Nullable Outcome outcome,
        Instant since,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant contactedAt,
        @Nullable Instant resolvedAt) {

    static Progress opened(Instant now) {
        return new Progress(Status.OPEN, null, now, null, null, null);
    }

    /** Forward to a step that is not the last. */
    Progress to(Status next, Instant now) {
        return switch (next) {
            case OPEN -> opened(now);
            case ACKNOWLEDGED -> new Progress(next, null, since, orNow(acknowledgedAt, now), contactedAt, null);
            case CONTACTED ->
                new Progress(next, null, since, orNow(acknowledgedAt, now), orNow(contactedAt, now), null);
            case RESOLVED -> throw new IllegalArgumentException("resolved without an outcome");
        };
    }

    Progress resolved(Outcome how, Instant now) {
        return new Progress(Status.RESOLVED, how, since, orNow(acknowledgedAt, now), contactedAt, now);
    }

    boolean isResolved() {
        return status == Status.RESOLVED;
    }

    /** Whether the customer still waits to hear from somebody. */
    boolean isWaiting() {
        return status == Status.OPEN || status == Status.ACKNOWLEDGED;
    }

    private static Instant orNow(@Nullable Instant known, Instant now) {
        return known == null ? now : known;
    }
}
