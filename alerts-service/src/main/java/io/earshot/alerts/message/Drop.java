package io.earshot.alerts.message;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A score that fell, as the case's {@code drop} tells.
 *
 * @param metric such as {@code NPS}
 * @param score what it is now, null if that is not told
 * @param from what it fell from, null if that is not told
 * @param window such as {@code 7d}, null if that is not told
 * @param n how many answers it rests on, 0 if that is not told
 */
public record Drop(
        String metric,
        @Nullable BigDecimal score,
        @Nullable BigDecimal from,
        @Nullable String window,
        long n) {

    static Drop of(JsonNode json) {
        String metric = Words.line(json.path("metric").asString("score"), 20);
        // points and percent are large, means are small
        int decimals = metric.equals("nps") || metric.equals("csat") ? 1 : 2;
        return new Drop(
                called(metric),
                number(json.path("score"), decimals),
                number(json.path("from"), decimals),
                Voice.text(json, "window"),
                json.path("n").asLong(0));
    }

    private static String called(String metric) {
        return switch (metric) {
            case "nps", "csat", "ces" -> metric.toUpperCase(Locale.ROOT);
            case "review" -> "Review score";
            case "button" -> "Button rating";
            default -> Words.capital(metric);
        };
    }

    /** Such as {@code NPS fell from 54.0 to 41.3}. */
    String headline() {
        if (score == null) {
            return metric + " fell";
        }
        return metric + " fell " + (from == null ? "" : "from " + from + " ") + "to " + score;
    }

    /** The rest of what is known, in short. */
    public List<String> details() {
        List<String> details = new ArrayList<>();
        if (window != null) {
            details.add("over " + Words.line(window, 20));
        }
        if (n > 0) {
            details.add(Words.count(n, "answer", "answers"));
        }
        return details;
    }

    private static @Nullable BigDecimal number(JsonNode json, int decimals) {
        return json.isNumber() ? json.decimalValue().setScale(decimals, RoundingMode.HALF_UP) : null;
    }
}
