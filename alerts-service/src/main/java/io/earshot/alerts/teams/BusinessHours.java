package io.earshot.alerts.teams;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When a team works: the same each week, in the time of its place, but for holidays. The time between two readings of the clock is what went by
 * in truth: the night that a clock is put back holds an hour more, the one that it is put forward an hour less.
 *
 * @param zone whose clock the shifts go by
 * @param week the shifts of each day, none of them empty; they may touch and don't overlap; an hour a week at least
 * @param holidays days without work
 */
record BusinessHours(ZoneId zone, Map<DayOfWeek, List<Shift>> week, Set<LocalDate> holidays) {

    static final int MINUTES_A_DAY = 24 * 60;
    static final int LEAST_MINUTES_A_WEEK = 60;

    BusinessHours {
        Map<DayOfWeek, List<Shift>> ordered = new EnumMap<>(DayOfWeek.class);
        week.forEach((day, shifts) -> ordered.put(day, inOrder(day, shifts)));
        week = Map.copyOf(ordered);
        holidays = Set.copyOf(holidays);
        int minutes = week.values().stream()
                .flatMap(List::stream)
                .mapToInt(Shift::minutes)
                .sum();
        if (minutes < LEAST_MINUTES_A_WEEK) {
            throw new IllegalArgumentException(
                    minutes + " minutes a week (expected: at least " + LEAST_MINUTES_A_WEEK + ")");
        }
    }

    /**
     * A stretch of work on one day, in minutes since midnight by the clock on the wall.
     *
     * @param from 0 to 1439
     * @param to more than {@code from}, at most 1440: the end of the day
     */
    record Shift(int from, int to) {

        Shift {
            if (from < 0 || from >= to || to > MINUTES_A_DAY) {
                throw new IllegalArgumentException(
                        from + " to " + to + " (expected: an end after the begin, on one day)");
            }
        }

        int minutes() {
            return to - from;
        }
    }

    private static List<Shift> inOrder(DayOfWeek day, List<Shift> shifts) {
        List<Shift> ordered = new ArrayList<>(shifts);
        ordered.sort(Comparator.comparingInt(Shift::from));
        for (int i = 1; i < ordered.size(); i++) {
            if (ordered.get(i).from() < ordered.get(i - 1).to()) {
                throw new IllegalArgumentException(day + ": shifts overlap (expected: one after the other)");
            }
        }
        return List.copyOf(ordered);
    }

    /**
     * The moment at which so much has been worked.
     *
     * @param worked not negative; nothing to work is done at once, also outside the hours
     */
    Instant after(Instant from, Duration worked) {
        if (worked.isZero()) {
            return from;
        }
        Duration left = worked;
        for (LocalDate day = from.atZone(zone).toLocalDate(); ; day = day.plusDays(1)) {
            for (Shift shift : shifts(day)) {
                Instant begin = latest(from, instant(day, shift.from()));
                Instant end = instant(day, shift.to());
                Duration stretch = Duration.between(begin, end);
                if (left.compareTo(stretch) <= 0) {
                    return begin.plus(left);
                }
                if (!stretch.isNegative()) {
                    left = left.minus(stretch);
                }
            }
        }
    }

    private List<Shift> shifts(LocalDate day) {
        return holidays.contains(day) ? List.of() : week.getOrDefault(day.getDayOfWeek(), List.of());
    }

    /**
     * When the clock on the wall shows that time: the first time where it does so twice, the moment that it jumps where it never does. So
     * shifts that follow each other on the clock do so in truth.
     */
    private Instant instant(LocalDate day, int minute) {
        LocalDateTime time = day.atStartOfDay().plusMinutes(minute);
        ZoneOffsetTransition jump = zone.getRules().getTransition(time);
        return jump != null && jump.isGap()
                ? jump.getInstant()
                : time.atZone(zone).toInstant();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
