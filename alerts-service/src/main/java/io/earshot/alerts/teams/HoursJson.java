package io.earshot.alerts.teams;

import io.earshot.alerts.posted.PostedFields;
import io.earshot.alerts.teams.BusinessHours.Shift;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** {@code {"zone": "Europe/Stockholm", "mon": ["09:00-12:00", "13:00-17:00"], …, "holidays": ["2026-12-25"]}}, read and checked. */
final class HoursJson {

    private static final Pattern SHIFT = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-4]):([0-5]\\d)");
    private static final int MOST_SHIFTS = 10;
    private static final int MOST_HOLIDAYS = 400;
    private static final String HOURS = "hours";
    private static final String DAYS = "mon, tue, wed, thu, fri, sat, sun";

    private final JsonNode json;
    private final PostedFields team;
    private boolean isFaulty;

    private HoursJson(JsonNode json, PostedFields team) {
        this.json = json;
        this.team = team;
    }

    /**
     * @param team to which every fault is added
     * @return null where there are no hours, or where they can't be
     */
    static @Nullable BusinessHours read(PostedFields team) {
        JsonNode json = team.at(HOURS);
        if (!team.isThere(HOURS)) {
            return null;
        }
        if (!json.isObject()) {
            team.fault(HOURS, PostedFields.shown(json) + " (expected: {\"zone\", " + DAYS + ", holidays})");
            return null;
        }
        return new HoursJson(json, team).read();
    }

    private @Nullable BusinessHours read() {
        Map<String, DayOfWeek> days = new HashMap<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day.name().substring(0, 3).toLowerCase(Locale.ROOT), day);
        }
        Map<DayOfWeek, List<Shift>> week = new EnumMap<>(DayOfWeek.class);
        Set<LocalDate> holidays = new HashSet<>();
        json.properties().forEach(property -> {
            String field = HOURS + "." + property.getKey();
            DayOfWeek day = days.get(property.getKey());
            if (day != null) {
                week.put(day, shifts(field, property.getValue()));
            } else if (property.getKey().equals("holidays")) {
                holidays.addAll(holidays(field, property.getValue()));
            } else if (!property.getKey().equals("zone")) {
                fault(field, "unknown field (expected: zone, " + DAYS + " or holidays)");
            }
        });
        Optional<ZoneId> zone = zone();
        if (isFaulty || zone.isEmpty()) {
            return null;
        }
        try {
            return new BusinessHours(zone.get(), week, holidays);
        } catch (IllegalArgumentException e) {
            fault(HOURS, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private Optional<ZoneId> zone() {
        String text = json.path("zone").stringValue("");
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            fault(
                    HOURS + ".zone",
                    PostedFields.shown(json.path("zone")) + " (expected: a time zone such as Europe/Stockholm)");
            return Optional.empty();
        }
    }

    private List<Shift> shifts(String field, JsonNode array) {
        List<Shift> shifts = new ArrayList<>();
        int n = 0;
        for (JsonNode one : array(field, array, MOST_SHIFTS)) {
            String text = one.asString("");
            Matcher parts = SHIFT.matcher(text);
            int from = parts.matches() ? minute(parts, 1) : 0;
            int to = parts.matches() ? minute(parts, 3) : 0;
            if (from < to && to <= BusinessHours.MINUTES_A_DAY) {
                shifts.add(new Shift(from, to));
            } else {
                fault(
                        field + "[" + n + "]",
                        PostedFields.shown(one)
                                + " (expected: HH:mm-HH:mm, the end after the begin and at most 24:00)");
            }
            n++;
        }
        return shifts;
    }

    private static int minute(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group)) * 60 + Integer.parseInt(parts.group(group + 1));
    }

    private List<LocalDate> holidays(String field, JsonNode array) {
        List<LocalDate> holidays = new ArrayList<>();
        int n = 0;
        for (JsonNode one : array(field, array, MOST_HOLIDAYS)) {
            String text = one.asString("");
            try {
                holidays.add(LocalDate.parse(text));
            } catch (DateTimeException e) {
                fault(field + "[" + n + "]", PostedFields.shown(one) + " (expected: a date such as 2026-12-25)");
            }
            n++;
        }
        return holidays;
    }

    private Iterable<JsonNode> array(String field, JsonNode array, int most) {
        if (!array.isArray()) {
            fault(field, PostedFields.shown(array) + " (expected: a list)");
            return List.of();
        }
        if (array.size() > most) {
            fault(field, array.size() + " entries (expected: at most " + most + ")");
            return List.of();
        }
        return array;
    }

    private void fault(String field, String message) {
        isFaulty = true;
        team.fault(field, message);
    }
}
