package io.earshot.alerts.message;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing a customer said.
 *
 * @param verdict what they gave, in short, such as {@code NPS 3 of 10}
 * @param title of a review, on one line; null without any
 * @param comment in their words, as {@link Words#text} has it; null without any
 * @param about what it is about, such as {@code delivery} and {@code order o-551}
 * @param at when it happened, null if that is not known
 */
public record Voice(
        String verdict,
        @Nullable String title,
        @Nullable String comment,
        List<String> about,
        @Nullable Instant at) {

    private static final List<String> ABOUT = List.of("touchpoint", "aspect", "product", "order", "channel");

    static Voice of(JsonNode item) {
        return new Voice(
                verdict(item),
                given(Words.line(item.path("title").asString(""))),
                given(Words.text(item.path("comment").asString(""))),
                about(item.path("context")),
                at(item));
    }

    /** What the customer gave, in short, of an item as the API shows it. */
    public static String verdict(JsonNode item) {
        return switch (item.path("kind").asString("")) {
            case "survey" ->
                item.path("metric").asString("").toUpperCase(Locale.ROOT) + " "
                        + item.path("score").asString("?")
                        + top(item.path("scale").asString(""));
            case "review" -> "Review, " + stars(item);
            case "button" ->
                item.has("rating")
                        ? capital(item.path("category").asString("feedback")) + ", " + stars(item)
                        : capital(item.path("category").asString("feedback"));
            default -> "Feedback";
        };
    }

    private static String stars(JsonNode item) {
        return item.path("rating").asString("?") + " of 5 stars";
    }

    /** Where a scale such as {@code 0-10} ends. */
    private static String top(String scale) {
        int dash = scale.indexOf('-');
        return dash < 0 ? "" : " of " + scale.substring(dash + 1);
    }

    private static List<String> about(JsonNode context) {
        List<String> about = new ArrayList<>();
        for (String field : ABOUT) {
            String value = text(context, field);
            if (value != null) {
                about.add(field + " " + Words.line(value));
            }
        }
        return List.copyOf(about);
    }

    private static @Nullable Instant at(JsonNode item) {
        try {
            String written = text(item, "occurredAt");
            return written == null ? null : Instant.parse(written);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** Null of nothing, which is what may be left of characters that don't show. */
    private static @Nullable String given(String words) {
        return words.isEmpty() ? null : words;
    }

    static @Nullable String text(JsonNode json, String field) {
        String text = json.path(field).asString("");
        return text.isBlank() ? null : text.strip();
    }

    private static String capital(String word) {
        return Words.capital(word);
    }
}
