package io.earshot.alerts.drops;

import io.earshot.alerts.posted.NamedPatch;
import io.earshot.alerts.posted.PostedFields;
import io.earshot.alerts.posted.Spans;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rules.Severity;
import io.earshot.feedback.Metric;
import io.earshot.feedback.Scale;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A watch as a client posts it, checked. */
final class WatchDraft {

    private static final List<String> FIELDS = List.of(
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
    private static final String METRICS =
            Stream.of(Metric.values()).map(Metric::slug).collect(Collectors.joining(", "));
    static final List<String> WINDOWS = List.of("1h", "24h", "7d", "30d", "90d", "365d");
    private static final int MOST_ANSWERS = 1_000_000;
    private static final int MOST_FALL = 200;

    private WatchDraft() {}

    /**
     * @throws ProblemException naming every fault
     */
    static Watch read(JsonNode json) {
        PostedFields fields = PostedFields.of(json, FIELDS);
        Optional<String> name = fields.required("name", PostedFields::asName, PostedFields.A_NAME);
        Optional<Metric> metric = fields.required("metric", Metric::of, METRICS);
        Optional<Scale> scale = metric.flatMap(known ->
                fields.optional("scale", known::scale, known.scaleSlugs()).or(() -> Optional.of(known.defaultScale())));
        String window = fields.optional(
                        "window", text -> Optional.of(text).filter(WINDOWS::contains), String.join(", ", WINDOWS))
                .orElse(Watch.USUAL_WINDOW);
        int minimum = fields.number("minimumAnswers", WatchDraft::minimum, "1 to " + MOST_ANSWERS)
                .orElse(Watch.USUAL_MINIMUM);
        Optional<Double> fall = fields.number("leastFall", WatchDraft::fall, "0.001 to " + MOST_FALL)
                .or(() -> metric.map(Watch::usualFall));
        Severity severity =
                fields.optional("severity", Severity::of, Severity.slugs()).orElse(Severity.HIGH);
        Optional<String> team =
                fields.optional("team", PostedFields::asName, "the name of a team: " + PostedFields.A_NAME);
        Optional<Duration> due = fields.optional("due", Spans::read, Spans.EXPECTED);
        Optional<Duration> escalateAfter = fields.optional("escalateAfter", Spans::read, Spans.EXPECTED);
        fields.check();
        return new Watch(
                name.orElseThrow(),
                metric.orElseThrow(),
                scale.orElseThrow(),
                window,
                minimum,
                fall.orElseThrow(),
                severity,
                team.orElse(null),
                due.orElse(null),
                escalateAfter.orElse(null));
    }

    private static Optional<Integer> minimum(JsonNode json) {
        return json.canConvertToExactIntegral() && json.canConvertToInt()
                ? Optional.of(json.intValue()).filter(n -> n >= 1 && n <= MOST_ANSWERS)
                : Optional.empty();
    }

    private static Optional<Double> fall(JsonNode json) {
        return json.isNumber()
                ? Optional.of(json.doubleValue()).filter(n -> Judgement.thousandths(n) >= 1 && n <= MOST_FALL)
                : Optional.empty();
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
}
