package io.earshot.alerts.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/** When what gathered leaves in one message. */
sealed interface Digest {

    /** The next time, that moment included. */
    Instant next(Instant from, ZoneId zone);

    /**
     * Again and again, counted from midnight; the last one of a day may be shorter.
     *
     * @param period 1 second to 24 hours
     */
    record Every(Duration period) implements Digest {

        @Override
        public Instant next(Instant from, ZoneId zone) {
            LocalDate day = from.atZone(zone).toLocalDate();
            Instant midnight = day.atStartOfDay(zone).toInstant();
            Instant nextMidnight = day.plusDays(1).atStartOfDay(zone).toInstant();
            long millis = Duration.between(midnight, from).toMillis();
            // what is not a whole millisecond after the last time belongs to the next
            long periods = -Math.floorDiv(-(millis + (from.getNano() % 1_000_000 == 0 ? 0 : 1)), period.toMillis());
            Instant next = midnight.plus(period.multipliedBy(periods));
            return next.isAfter(nextMidnight) ? nextMidnight : next;
        }
    }

    /**
     * At times of day.
     *
     * @param times at least one
     */
    record Daily(List<LocalTime> times) implements Digest {

        public Daily {
            times = times.stream().distinct().sorted().toList();
        }

        @Override
        public Instant next(Instant from, ZoneId zone) {
            LocalDate today = from.atZone(zone).toLocalDate();
            for (LocalDate day : new LocalDate[] {today, today.plusDays(1), today.plusDays(2)}) {
                for (LocalTime time : times) {
                    Instant at = day.atTime(time).atZone(zone).toInstant();
                    if (!at.isBefore(from)) {
                        return at;
                    }
                }
            }
            throw new IllegalStateException("no digest within two days of " + from);
        }
    }
}
