package io.earshot.alerts.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When and how densely people want to hear.
 *
 * @param zone of all times of day, and of the times in messages
 * @param digest when what gathered leaves, null for at once
 * @param quiet when nothing leaves; empty for never
 * @param perCustomer the time between two messages about a customer, null for any
 * @param storm how many messages of a team are too many, null for no bound
 */
public record Pace(
        ZoneId zone,
        @Nullable Digest digest,
        List<QuietHours> quiet,
        @Nullable Duration perCustomer,
        @Nullable StormLimit storm) {

    /** As long as nobody says anything else: a message for each change, until it is too much. */
    public static final Pace DEFAULT =
            new Pace(ZoneOffset.UTC, null, List.of(), null, new StormLimit(30, Duration.ofMinutes(10)));

    /** Quiet hours that follow on each other for longer than this leave no time to tell anybody. */
    private static final Duration LONGEST_QUIET = Duration.ofDays(7);

    public Pace {
        quiet = List.copyOf(quiet);
    }

    /**
     * More than so many changes within such a time are a storm.
     *
     * @param most 1 to 1,000
     * @param within 1 second to 24 hours; also the time between two summaries of a storm
     */
    public record StormLimit(int most, Duration within) {}

    /** The first moment from there on that quiet hours and digest leave open. */
    public Instant open(Instant from) {
        return loud(digest == null ? from : digest.next(from, zone));
    }

    /** Whether some time of the week is left. */
    boolean leavesTime(Instant now) {
        return Duration.between(now, loud(now)).compareTo(LONGEST_QUIET) < 0;
    }

    /** The first moment from there on that is not in quiet hours. */
    private Instant loud(Instant from) {
        Instant at = from;
        Instant end = from.plus(LONGEST_QUIET);
        while (at.isBefore(end)) {
            Instant later = at;
            for (QuietHours hours : quiet) {
                later = hours.end(later, zone);
            }
            if (later.equals(at)) {
                return at;
            }
            at = later;
        }
        return at;
    }
}
