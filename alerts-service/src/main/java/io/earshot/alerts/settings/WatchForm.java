package io.earshot.alerts.settings;

import io.earshot.alerts.message.Words;
import io.earshot.feedback.Metric;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A watch as a form. Metric and scale are one field, {@code nps 0-10}, so that no scale can be chosen that the metric has not. */
final class WatchForm {

    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;
    private static final List<String> TEXTS = List.of("window", "severity", "team", "due", "escalateAfter");
    private static final Set<String> FIELDS =
            Set.of("name", "window", "minimumAnswers", "leastFall", "severity", "team", "due", "escalateAfter");
    private static final Map<String, String> WINDOWS = Map.of(
            "1h", "hour", "24h", "24 hours", "7d", "7 days", "30d", "30 days", "90d", "90 days", "365d", "365 days");

    private WatchForm() {}

    /** Something to choose. */
    record Option(String value, String words) {}

    /** Each metric on each of its scales. */
    static List<Option> scores() {
        return Stream.of(Metric.values())
                .flatMap(metric -> metric.scales().stream().map(scale -> {
                    String value = metric.slug() + " " + scale.slug();
                    return new Option(value, score(metric.slug(), scale.slug()));
                }))
                .toList();
    }

    static List<Option> windows(List<String> slugs) {
        return slugs.stream().map(slug -> new Option(slug, window(slug))).toList();
    }

    /** Such as {@code the last 7 days}. */
    static String window(String slug) {
        return "the last " + WINDOWS.getOrDefault(slug, slug);
    }

    /** Such as {@code NPS (0-10)}. */
    static String score(String metric, String scale) {
        return metric(metric) + " (" + scale + ")";
    }

    private static String metric(String slug) {
        return switch (slug) {
            case "review" -> "Stars of reviews";
            case "button" -> "Ratings of the button";
            default -> slug.toUpperCase(Locale.ROOT);
        };
    }

    /** Such as {@code 5 points}. */
    static String fall(String metric, String leastFall) {
        return leastFall
                + switch (metric) {
                    case "nps" -> " points";
                    case "csat" -> " % points";
                    default -> " of the mean";
                };
    }

    static Form blank() {
        return Form.of(Map.of("score", "nps 0-10", "window", "7d", "severity", "high"));
    }

    static Form of(JsonNode watch) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", watch.path("name").asString());
        values.put(
                "score",
                watch.path("metric").asString() + " " + watch.path("scale").asString());
        TEXTS.forEach(field -> values.put(field, watch.path(field).asString("")));
        values.put("minimumAnswers", watch.path("minimumAnswers").asString());
        values.put("leastFall", plain(watch.path("leastFall")));
        return Form.of(values);
    }

    /** Without zeros that say nothing: 5, not 5.0. */
    private static String plain(JsonNode number) {
        return new BigDecimal(number.asString()).stripTrailingZeros().toPlainString();
    }

    /** The watch as the API takes it; what stands nowhere is null, which brings back what is usual. */
    static JsonNode read(Form form, boolean isNew) {
        ObjectNode watch = FACTORY.objectNode();
        if (isNew) {
            watch.put("name", form.value("name").strip());
        }
        String[] score = form.value("score").strip().split(" ", 2);
        watch.put("metric", score[0]);
        watch.put("scale", score.length == 2 ? score[1] : null);
        TEXTS.forEach(field -> watch.put(field, form.text(field)));
        String minimum = form.text("minimumAnswers");
        watch.set("minimumAnswers", minimum == null ? FACTORY.nullNode() : Form.whole(minimum));
        String fall = form.text("leastFall");
        watch.set("leastFall", fall == null ? FACTORY.nullNode() : decimal(fall));
        return watch;
    }

    private static JsonNode decimal(String text) {
        try {
            // half of Europe writes 0,3
            return FACTORY.numberNode(new BigDecimal(text.replace(',', '.')).doubleValue());
        } catch (NumberFormatException e) {
            return FACTORY.stringNode(text);
        }
    }

    /** The field of the form that a fault is about; empty for none. */
    static String field(String path) {
        return path.equals("metric") || path.equals("scale") ? "score" : FIELDS.contains(path) ? path : "";
    }

    /** A watch in the list. */
    record Row(String name, String score, String window, String fall, String severity, String team, String due) {}

    static Row row(JsonNode watch) {
        String metric = watch.path("metric").asString();
        return new Row(
                watch.path("name").asString(),
                score(metric, watch.path("scale").asString()),
                window(watch.path("window").asString()),
                "by " + fall(metric, plain(watch.path("leastFall"))) + " or more, with at least "
                        + Words.count(watch.path("minimumAnswers").asLong(), "answer", "answers"),
                watch.path("severity").asString(),
                watch.path("team").asString(""),
                watch.path("due").asString(""));
    }
}
