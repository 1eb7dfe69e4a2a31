package io.earshot.alerts.drops;

import io.earshot.feedback.Metric;
import io.earshot.feedback.Scale;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A score as it was published on {@code feedback.scores.v1}, of a time in which anybody answered and of a whole series.
 *
 * @param window its slug, such as {@code 7d}
 * @param to as of when
 * @param n how many answers it is made of
 * @param high the upper end of its interval
 * @param before the score of the window before, and how many answers that is made of
 * @param change from that to this
 * @param significant whether chance explains the change badly
 */
public record PublishedScore(
        Metric metric,
        Scale scale,
        String window,
        Instant to,
        long n,
        double score,
        double high,
        Before before,
        double change,
        boolean significant) {

    /** The window before; its score is NaN and its {@code n} 0 if nobody answered then. */
    record Before(Instant from, long n, double score) {}

    /**
     * Reads a record of the topic.
     *
     * @return empty for a score that no watch can be about: of a segment, of a free range, without an answer
     * @throws IllegalArgumentException if it is no score
     */
    public static Optional<PublishedScore> read(JsonNode json) {
        JsonNode before = json.path("previous");
        if (!json.path("n").isIntegralNumber()
                || !before.isObject()
                || !json.path("metric").isString()) {
            throw new IllegalArgumentException("no score");
        }
        Metric metric = Metric.of(json.path("metric").asString("")).orElse(null);
        Scale scale = metric == null
                ? null
                : metric.scale(json.path("scale").asString("")).orElse(null);
        if (metric == null
                || scale == null
                || !isAbsent(json.path("segment"))
                || !json.path("window").isString()
                || !json.path("score").isNumber()
                || !json.path("interval").path("high").isNumber()) {
            return Optional.empty();
        }
        return Optional.of(new PublishedScore(
                metric,
                scale,
                json.path("window").asString(),
                instant(json.path("to")),
                json.path("n").asLong(),
                json.path("score").asDouble(),
                json.path("interval").path("high").asDouble(),
                new Before(
                        instant(before.path("from")),
                        before.path("n").asLong(0),
                        before.path("score").asDouble(Double.NaN)),
                json.path("change").asDouble(Double.NaN),
                json.path("significant").asBoolean(false)));
    }

    private static boolean isAbsent(JsonNode json) {
        return json.isMissingNode() || json.isNull();
    }

    private static Instant instant(JsonNode json) {
        try {
            return Instant.parse(json.asString(""));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no score: a time can't be read", e);
        }
    }

    /** Which score it is: no two of a store have the same, such as {@code nps/0-10/7d}. */
    public String name() {
        return name(metric, scale, window);
    }

    static String name(Metric metric, Scale scale, String window) {
        return metric.slug() + "/" + scale.slug() + "/" + window;
    }
}
