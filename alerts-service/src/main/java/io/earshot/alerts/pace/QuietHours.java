package io.earshot.alerts.pace;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * A part of the day in which nobody wants to hear. On the days on which clocks change it begins and ends by the clock on the wall.
 *
 * @param from when it begins
 * @param to when it ends, on the next day unless it is later than {@code from}
 * @param days the days on which it begins
 */
record QuietHours(LocalTime from, LocalTime to, Set<DayOfWeek> days) {

    QuietHours {
        days = Set.copyOf(days);
    }

    /** When it ends, if it is under way; else the moment itself. */
    Instant end(Instant at, ZoneId zone) {
        LocalDate today = at.atZone(zone).toLocalDate();
        // what began yesterday may last until today
        for (LocalDate day : new LocalDate[] {today.minusDays(1), today}) {
            if (days.contains(day.getDayOfWeek())) {
                Instant begin = day.atTime(from).atZone(zone).toInstant();
                LocalDate lastDay = to.isAfter(from) ? day : day.plusDays(1);
                Instant end = lastDay.atTime(to).atZone(zone).toInstant();
                if (!at.isBefore(begin) && at.isBefore(end)) {
                    return end;
                }
            }
        }
        return at;
    }
}
