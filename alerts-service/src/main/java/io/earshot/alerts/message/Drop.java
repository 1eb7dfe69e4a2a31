package io.earshot.alerts.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A score that fell.
 *
 * @param metric such as {@code NPS}
 * @param segment such as {@code touchpoint:delivery}, null for all answers
 * @param score what it is now, null if that is not told
 * @param before what it was in the window before, null if that is not told
 * @param window such as {@code 7d}, null if that is not told
 * @param n how many answers it rests on, 0 if that is not told
 */
public record Drop(
        String metric,
        @Nullable String segment,
        @Nullable Double score,
        @Nullable Double before,
        @Nullable String window,
        long n) {

    static Drop of(JsonNode json) {
        JsonNode score = json.path("score").isObject() ? json.path("score") : json;
        return new Drop(
                Words.line(score.path("metric").asString("Score"), 20).toUpperCase(Locale.ROOT),
                text(score, "segment"),
                number(score.path("score")),
                number(score.path("previous").path("score")),
                text(score, "window"),
                score.path("n").asLong(0));
    }

    /** Such as {@code NPS fell from 54.0 to 41.3}. */
    String headline() {
        if (score == null) {
            return metric + " fell";
        }
        return metric + " fell " + (before == null ? "" : "from " + shown(before) + " ") + "to " + shown(score);
    }

    /** The rest of what is known, in short. */
    public List<String> details() {
        List<String> details = new ArrayList<>();
        if (segment != null) {
            details.add(segment);
        }
        if (window != null) {
            details.add("over " + window);
        }
        if (n > 0) {
            details.add(Words.count(n, "answer", "answers"));
        }
        return details;
    }

    private static @Nullable Double number(JsonNode json) {
        return json.isNumber() ? json.doubleValue() : null;
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static @Nullable String text(JsonNode json, String field) {
        String text = Voice.text(json, field);
        return text == null ? null : Words.line(text, 200);
    }
}
