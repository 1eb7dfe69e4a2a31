package io.earshot.alerts.pace;

import io.earshot.alerts.pace.Pace.StormLimit;
import io.earshot.alerts.problem.FieldFault;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the {@code pace} of a channel, and gathers all that is wrong with it. */
final class PaceJson {

    private static final Set<String> KNOWN = Set.of("zone", "digest", "quiet", "perCustomer", "storm");
    private static final Set<String> OF_DIGEST = Set.of("every", "at");
    private static final Set<String> OF_QUIET = Set.of("from", "to", "days");
    private static final Set<String> OF_STORM = Set.of("most", "within");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,5})(s|m|h)");
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final int MOST_QUIET = 10;
    private static final int MOST_TIMES = 24;
    private static final int MOST_IN_A_STORM = 1_000;
    private static final int SHOWN = 40;

    private final List<FieldFault> faults = new ArrayList<>();

    private PaceJson() {}

    /** What it says, and what is wrong with it. */
    record Read(Pace pace, List<FieldFault> faults) {}

    /**
     * Reads a pace.
     *
     * @param json an object, null for the default
     */
    static Read read(@Nullable JsonNode json) {
        if (json == null) {
            return new Read(Pace.DEFAULT, List.of());
        }
        PaceJson reader = new PaceJson();
        Pace pace = reader.pace(json);
        return new Read(pace, List.copyOf(reader.faults));
    }

    private Pace pace(JsonNode json) {
        expectOnly(json, "pace", KNOWN);
        Pace pace = new Pace(
                zone(json.path("zone")),
                digest(json.path("digest")),
                quiet(json.path("quiet")),
                isAbsent(json.path("perCustomer")) ? null : span(json.path("perCustomer"), "pace.perCustomer"),
                storm(json.path("storm")));
        if (faults.isEmpty() && !pace.leavesTime(Instant.EPOCH)) {
            fault("pace.quiet", "all of the week", "some time that is not quiet");
        }
        return pace;
    }

    private ZoneId zone(JsonNode json) {
        if (isAbsent(json)) {
            return ZoneOffset.UTC;
        }
        String name = json.asString("");
        if (name.equals("UTC")) {
            return ZoneOffset.UTC;
        }
        try {
            if (name.contains("/")) {
                return ZoneId.of(name);
            }
        } catch (DateTimeException e) {
            // told below
        }
        fault("pace.zone", shown(json), "the name of a time zone, such as Europe/Stockholm, or UTC");
        return ZoneOffset.UTC;
    }

    private @Nullable Digest digest(JsonNode json) {
        if (isAbsent(json)) {
            return null;
        }
        if (!expectObject(json, "pace.digest", "{\"every\": \"1h\"} or {\"at\": [\"09:00\"]}")) {
            return null;
        }
        expectOnly(json, "pace.digest", OF_DIGEST);
        if (json.has("every") == json.has("at")) {
            fault("pace.digest", json.has("every") ? "both every and at" : "empty", "either every or at");
            return null;
        }
        if (json.has("every")) {
            return new Digest.Every(span(json.path("every"), "pace.digest.every"));
        }
        JsonNode at = json.path("at");
        if (!at.isArray() || at.isEmpty() || at.size() > MOST_TIMES) {
            fault("pace.digest.at", shown(at), "1 to " + MOST_TIMES + " times of day, such as [\"09:00\"]");
            return null;
        }
        List<LocalTime> times = new ArrayList<>();
        for (int n = 0; n < at.size(); n++) {
            times.add(time(at.get(n), "pace.digest.at[" + n + "]"));
        }
        return new Digest.Daily(times);
    }

    private List<QuietHours> quiet(JsonNode json) {
        if (isAbsent(json)) {
            return List.of();
        }
        if (!json.isArray() || json.size() > MOST_QUIET) {
            fault(
                    "pace.quiet",
                    shown(json),
                    "up to " + MOST_QUIET + " spans, such as [{\"from\": \"20:00\", \"to\": \"08:00\"}]");
            return List.of();
        }
        List<QuietHours> quiet = new ArrayList<>();
        for (int n = 0; n < json.size(); n++) {
            String field = "pace.quiet[" + n + "]";
            JsonNode one = json.get(n);
            if (expectObject(one, field, "{\"from\": \"20:00\", \"to\": \"08:00\"}")) {
                expectOnly(one, field, OF_QUIET);
                quiet.add(new QuietHours(
                        time(one.path("from"), field + ".from"),
                        time(one.path("to"), field + ".to"),
                        days(one.path("days"), field + ".days")));
            }
        }
        return quiet;
    }

    private Set<DayOfWeek> days(JsonNode json, String field) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        if (isAbsent(json)) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        if (!json.isArray() || json.isEmpty()) {
            fault(field, shown(json), "days on which it begins, such as [\"sat\", \"sun\"]");
        }
        for (JsonNode one : json) {
            DayOfWeek day = day(one.asString(""));
            if (day == null) {
                fault(field, shown(one), "mon, tue, wed, thu, fri, sat or sun");
            } else {
                days.add(day);
            }
        }
        return days;
    }

    private static @Nullable DayOfWeek day(String name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (name.equals(day.name().substring(0, 3).toLowerCase(Locale.ROOT))) {
                return day;
            }
        }
        return null;
    }

    private @Nullable StormLimit storm(JsonNode json) {
        if (json.isMissingNode()) {
            return Pace.DEFAULT.storm();
        }
        if (json.isNull()) {
            return null;
        }
        if (!expectObject(json, "pace.storm", "{\"most\": 30, \"within\": \"10m\"}, or null for no bound")) {
            return null;
        }
        expectOnly(json, "pace.storm", OF_STORM);
        JsonNode most = json.path("most");
        if (!most.isIntegralNumber()
                || !most.canConvertToInt()
                || most.intValue() < 1
                || most.intValue() > MOST_IN_A_STORM) {
            fault("pace.storm.most", shown(most), "a whole number from 1 to " + MOST_IN_A_STORM);
            return null;
        }
        return new StormLimit(most.intValue(), span(json.path("within"), "pace.storm.within"));
    }

    private Duration span(JsonNode json, String field) {
        Matcher matcher = SPAN.matcher(json.asString(""));
        if (json.isString() && matcher.matches()) {
            long n = Long.parseLong(matcher.group(1));
            Duration span = switch (matcher.group(2)) {
                case "h" -> Duration.ofHours(n);
                case "m" -> Duration.ofMinutes(n);
                default -> Duration.ofSeconds(n);
            };
            if (span.compareTo(SHORTEST) >= 0 && span.compareTo(LONGEST) <= 0) {
                return span;
            }
        }
        fault(field, shown(json), "a time from 1s to 24h");
        return LONGEST;
    }

    private LocalTime time(JsonNode json, String field) {
        if (json.isString() && TIME.matcher(json.stringValue()).matches()) {
            return LocalTime.parse(json.stringValue());
        }
        fault(field, shown(json), "a time of day, such as 09:00");
        return LocalTime.MIDNIGHT;
    }

    private boolean expectObject(JsonNode json, String field, String expected) {
        if (!json.isObject()) {
            fault(field, shown(json), expected);
        }
        return json.isObject();
    }

    private void expectOnly(JsonNode json, String field, Set<String> known) {
        for (String name : json.propertyNames()) {
            if (!known.contains(name)) {
                String expected = String.join(", ", known.stream().sorted().toList());
                faults.add(new FieldFault(field + "." + shortened(name), "unknown field (expected: " + expected + ")"));
            }
        }
    }

    private void fault(String field, String found, String expected) {
        faults.add(new FieldFault(field, found + " (expected: " + expected + ")"));
    }

    private static boolean isAbsent(JsonNode json) {
        return json.isMissingNode() || json.isNull();
    }

    private static String shown(JsonNode json) {
        return json.isMissingNode() ? "missing" : shortened(json.isString() ? json.stringValue() : json.toString());
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
