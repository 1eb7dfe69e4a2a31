package io.earshot.alerts.drops;

import io.earshot.alerts.patches.NamedPatch;
import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rules.Severity;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Scale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A watch as a client posts it, checked. */
final class WatchDraft {

    private static final String FIELDS =
            "name, metric, scale, window, minimumAnswers, leastFall, severity, team, due or escalateAfter";
    private static final Set<String> KNOWN = Set.of(
            "name",
            "metric",
            "scale",
            "window",
            "minimumAnswers",
            "leastFall",
            "severity",
            "team",
            "due",
            "escalateAfter");
    private static final Set<String> WINDOWS = Set.of("1h", "24h", "7d", "30d", "90d", "365d");
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern TIME = Pattern.compile("(\\d{1,7})([smhd])");
    private static final Duration LONGEST_TIME = Duration.ofDays(90);
    private static final int MOST_ANSWERS = 1_000_000;
    private static final int MOST_FALL = 200;
    private static final int LONGEST_TEAM = 64;

    private final JsonNode json;
    private final List<FieldFault> faults = new ArrayList<>();

    private WatchDraft(JsonNode json) {
        this.json = json;
    }

    /**
     * @throws ProblemException naming every fault
     */
    static Watch read(JsonNode json) {
        NamedPatch.requireObject(json, FIELDS);
        return new WatchDraft(json).read();
    }

    /**
     * The watch as it was written, with what the client wants to be different.
     *
     * @param changes fields that take the place of the others; null takes one away
     * @throws ProblemException if they are no changes of that watch
     */
    static ObjectNode changed(ObjectNode written, JsonNode changes) {
        return NamedPatch.changed(written, changes, FIELDS);
    }

    private Watch read() {
        json.propertyNames().stream()
                .filter(field -> !KNOWN.contains(field))
                .forEach(field -> faults.add(
                        new FieldFault(NamedPatch.shortened(field), "unknown field (expected: " + FIELDS + ")")));
        String name = text("name").orElse("");
        check(SLUG.matcher(name).matches(), "name", "1 to 64 characters of a-z 0-9 -, a letter or digit first");
        Optional<Metric> metric = text("metric").flatMap(Metric::of);
        check(
                metric.isPresent(),
                "metric",
                Stream.of(Metric.values()).map(Metric::slug).collect(Collectors.joining(", ")));
        Optional<Scale> scale = metric.flatMap(this::scale);
        check(
                metric.isEmpty() || scale.isPresent(),
                "scale",
                metric.map(Metric::scaleSlugs).orElse(""));
        String window = text("window").orElse(Watch.USUAL_WINDOW);
        check(WINDOWS.contains(window), "window", "1h, 24h, 7d, 30d, 90d or 365d");
        long minimum = minimum();
        double fall = fall(metric.map(Watch::usualFall).orElse(1.0));
        Optional<Severity> severity =
                given("severity") ? text("severity").flatMap(Severity::of) : Optional.of(Severity.HIGH);
        check(severity.isPresent(), "severity", Severity.slugs());
        String team = text("team").orElse(null);
        check(!given("team") || team != null && isTeam(team), "team", "the name of a team, 1 to 64 characters");
        Duration due = time("due");
        Duration escalateAfter = time("escalateAfter");
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
        return new Watch(
                name,
                metric.orElseThrow(),
                scale.orElseThrow(),
                window,
                minimum,
                fall,
                severity.orElseThrow(),
                team,
                due,
                escalateAfter);
    }

    private static boolean isTeam(String team) {
        return !team.isBlank() && team.length() <= LONGEST_TEAM;
    }

    private Optional<Scale> scale(Metric metric) {
        return given("scale") ? text("scale").flatMap(metric::scale) : Optional.of(metric.defaultScale());
    }

    private long minimum() {
        JsonNode value = json.path("minimumAnswers");
        boolean isFine = value.canConvertToInt() && value.asInt() >= 1 && value.asInt() <= MOST_ANSWERS;
        check(!given("minimumAnswers") || isFine, "minimumAnswers", "1 to 1000000");
        return isFine ? value.asInt() : Watch.USUAL_MINIMUM;
    }

    private double fall(double usual) {
        JsonNode value = json.path("leastFall");
        boolean isFine =
                value.isNumber() && Judgement.thousandths(value.asDouble()) >= 1 && value.asDouble() <= MOST_FALL;
        check(!given("leastFall") || isFine, "leastFall", "0.001 to 200");
        return isFine ? value.asDouble() : usual;
    }

    private @Nullable Duration time(String field) {
        if (!given(field)) {
            return null;
        }
        Optional<Duration> time = text(field).flatMap(WatchDraft::duration);
        check(time.isPresent(), field, "a time such as 30m, 4h or 3d, at most 90d");
        return time.orElse(null);
    }

    private static Optional<Duration> duration(String text) {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(parts.group(1));
        Duration time = switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        return time.isZero() || time.compareTo(LONGEST_TIME) > 0 ? Optional.empty() : Optional.of(time);
    }

    private boolean given(String field) {
        return json.has(field) && !json.path(field).isNull();
    }

    private Optional<String> text(String field) {
        return json.path(field).isString() ? Optional.of(json.path(field).stringValue()) : Optional.empty();
    }

    private void check(boolean isFine, String field, String expected) {
        if (!isFine) {
            String is = given(field) ? NamedPatch.shortened(json.path(field).toString()) : "missing";
            faults.add(new FieldFault(field, is + " (expected: " + expected + ")"));
        }
    }
}
