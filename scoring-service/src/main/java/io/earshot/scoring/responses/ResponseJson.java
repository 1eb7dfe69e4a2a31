package io.earshot.scoring.responses;

import io.earshot.feedback.Feedback.Kind;
import io.earshot.feedback.Metric;
import io.earshot.scoring.cassandra.StoredResponse;
import io.earshot.scoring.measure.Contribution;
import io.earshot.scoring.measure.Dimension;
import io.earshot.scoring.measure.Segment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** An answer as it is given out: the item as it was posted, or what is left of it. */
final class ResponseJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ResponseJson() {}

    static JsonNode of(StoredResponse response) {
        String item = response.item();
        return item == null ? withoutWords(response) : MAPPER.readTree(item);
    }

    /** Whether the customer's words, or what they answered to, have all the words. */
    static boolean has(StoredResponse response, WordSearch words) {
        String item = response.item();
        if (item == null) {
            return false;
        }
        JsonNode json = MAPPER.readTree(item);
        return words.matches(text(json, "comment"), text(json, "title"), text(json, "question"));
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }

    private static JsonNode withoutWords(StoredResponse response) {
        Contribution contribution = response.contribution();
        Metric metric = contribution.series().metric();
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", response.key().id());
        json.put("revision", response.key().revision());
        json.put("kind", kind(metric).slug());
        if (metric.isSurvey()) {
            json.put("metric", metric.slug());
            json.put("score", contribution.answer());
            json.put("scale", contribution.series().scale().slug());
        } else if (contribution.answer() != null) {
            json.put("rating", contribution.answer());
        }
        ObjectNode context = MAPPER.createObjectNode();
        for (Segment segment : contribution.segments()) {
            // the two that an item has itself
            boolean own = segment.dimension() == Dimension.SOURCE || segment.dimension() == Dimension.CATEGORY;
            (own ? json : context).put(segment.dimension().slug(), segment.value());
        }
        json.put("occurredAt", response.key().occurredAt().toString());
        if (!context.isEmpty()) {
            json.set("context", context);
        }
        return json;
    }

    private static Kind kind(Metric metric) {
        return switch (metric) {
            case NPS, CSAT, CES -> Kind.SURVEY;
            case REVIEW -> Kind.REVIEW;
            case BUTTON -> Kind.BUTTON;
        };
    }
}
