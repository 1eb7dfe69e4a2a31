package io.earshot.scoring.query;

import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.buckets.Span;
import io.earshot.scoring.fold.RowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time a score is about, without its end. Minute rows hold only what came in soon after it happened: so an end inside an hour is exact
 * while all that can still come late for it goes into minute rows, and is rounded up to the hour after that.
 *
 * @param window null for a free range
 * @param to the end as the answer tells it; the minute that holds it is counted whole
 */
public record TimeRange(@Nullable Window window, Instant from, Instant to) {

    /** How long an end inside an hour stays exact: the hour's begin is then still within the time of the minute rows. */
    static final Duration MINUTES_EXACT = RowKey.MINUTES_FOR.minusHours(1);

    private static final Duration LONGEST_BY_HOURS = Duration.ofDays(31);

    static TimeRange of(Window window, Instant at, Instant now) {
        Instant to = at.isBefore(now.minus(MINUTES_EXACT)) ? Resolution.HOUR.ceiling(at) : at;
        return new TimeRange(window, window.from(at), to);
    }

    /** A free range, rounded outward to hours if it has at most 31 days, else to days. */
    static TimeRange between(Instant from, Instant to) {
        Resolution unit =
                Duration.between(from, to).compareTo(LONGEST_BY_HOURS) <= 0 ? Resolution.HOUR : Resolution.DAY;
        return new TimeRange(null, unit.floor(from), unit.ceiling(to));
    }

    /** The time of the same length before: a window's nominal length, where this one is up to a bucket longer. Begins and ends with buckets. */
    TimeRange previous() {
        Duration length = window == null ? Duration.between(from, to) : window.length();
        return new TimeRange(window, from.minus(length), from);
    }

    /** The end of what is counted: {@link #to}, on a whole minute. */
    public Instant end() {
        return Resolution.MINUTE.ceiling(to);
    }

    List<Span> spans() {
        return Span.cover(from, end());
    }
}
