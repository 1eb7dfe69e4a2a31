package io.earshot.alerts.inbox;

import io.earshot.alerts.message.Voice;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing that the customer said, with all that is known of it.
 *
 * @param verdict what they gave, such as {@code NPS 3 of 10}
 * @param title of a review, null without
 * @param comment in their words and lines, null without
 * @param question that they answered, null where that is not known
 * @param facts where it came from, by what people call it
 * @param page the address that they were on, null if that is not known
 * @param link the same as something to follow; null unless it is a web address
 */
record Said(
        String verdict,
        @Nullable String title,
        @Nullable String comment,
        @Nullable String question,
        Map<String, String> facts,
        @Nullable String page,
        @Nullable String link,
        @Nullable Moment at) {

    private static final Map<String, String> LABELS = labels();

    private static Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("order", "Order");
        labels.put("product", "Product");
        labels.put("touchpoint", "Touchpoint");
        labels.put("aspect", "About");
        labels.put("channel", "Channel");
        labels.put("survey", "Survey");
        labels.put("locale", "Language");
        return labels;
    }

    /**
     * @param item as the API shows it
     */
    static Said of(JsonNode item) {
        Map<String, String> facts = new LinkedHashMap<>();
        JsonNode context = item.path("context");
        LABELS.forEach((field, label) -> {
            String value = text(context, field);
            if (value != null) {
                facts.put(label, value);
            }
        });
        String source = text(item, "source");
        if (source != null) {
            facts.put("Written on", source);
        }
        String page = text(context, "page");
        return new Said(
                Voice.verdict(item),
                text(item, "title"),
                text(item, "comment"),
                text(item, "question"),
                facts,
                page,
                page != null && isWebAddress(page) ? page : null,
                Moment.of(item, "occurredAt"));
    }

    private static @Nullable String text(JsonNode json, String field) {
        String text = json.path(field).asString("").strip();
        return text.isEmpty() ? null : text;
    }

    /** Anybody can post one: nothing but a page of the web may become a link. */
    static boolean isWebAddress(String text) {
        try {
            URI uri = URI.create(text);
            boolean isWeb = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            // a name before the host makes people believe that it is the host
            return isWeb && uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
