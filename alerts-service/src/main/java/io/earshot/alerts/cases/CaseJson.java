package io.earshot.alerts.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackJson;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A case as the contract shows it, in answers and in messages. */
final class CaseJson {

    /** Standard Webhooks asks for messages of at most 20 kB. */
    static final int MOST_MESSAGE_BYTES = 20_000;

    private static final int SHORT_COMMENT = 500;
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private CaseJson() {}

    /** The item as a case shows it: the customer is named by the case. */
    static ObjectNode item(Feedback feedback) {
        ObjectNode item = (ObjectNode) MAPPER.readTree(FeedbackJson.write(feedback));
        item.remove("customer");
        return item;
    }

    static @Nullable JsonNode who(Feedback feedback) {
        return MAPPER.readTree(FeedbackJson.write(feedback)).get("customer");
    }

    static ObjectNode of(CaseFile file, List<? extends JsonNode> items) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", file.id().toString());
        json.put("kind", file.kind());
        json.put("status", file.status().slug());
        json.put("severity", file.severity().slug());
        json.put("rule", file.rule());
        json.set("customer", file.who() == null ? MAPPER.nullNode() : file.who());
        json.put("assignee", file.assignee());
        json.put("team", file.team());
        json.put("openedAt", file.openedAt().toString());
        json.put("updatedAt", file.updatedAt().toString());
        json.put("dueAt", file.dueAt().toString());
        json.put("outcome", file.outcome());
        json.put("itemCount", file.itemCount());
        ArrayNode array = json.putArray("items");
        items.forEach(array::add);
        return json;
    }

    /**
     * The message that tells of an event. Where it would grow too large, it carries the newest items only, and of the last one only the
     * beginning of its comment; {@code itemCount} tells.
     *
     * @param items the oldest first
     */
    static String message(String type, Instant at, CaseFile file, List<ObjectNode> items) {
        List<ObjectNode> shown = items;
        String message = message(type, at, of(file, shown));
        while (message.getBytes(UTF_8).length > MOST_MESSAGE_BYTES && shown.size() > 1) {
            shown = shown.subList((shown.size() + 1) / 2, shown.size());
            message = message(type, at, of(file, shown));
        }
        if (message.getBytes(UTF_8).length > MOST_MESSAGE_BYTES) {
            message = message(
                    type, at, of(file, shown.stream().map(CaseJson::shortened).toList()));
        }
        return message;
    }

    private static String message(String type, Instant at, ObjectNode data) {
        ObjectNode message = MAPPER.createObjectNode();
        message.put("type", type);
        message.put("timestamp", at.toString());
        message.set("data", data);
        return MAPPER.writeValueAsString(message);
    }

    private static ObjectNode shortened(ObjectNode item) {
        ObjectNode shorter = item.deepCopy();
        String comment = item.path("comment").asString("");
        if (comment.length() > SHORT_COMMENT) {
            int end = Character.isHighSurrogate(comment.charAt(SHORT_COMMENT - 1)) ? SHORT_COMMENT - 1 : SHORT_COMMENT;
            shorter.put("comment", comment.substring(0, end) + "…");
        }
        shorter.remove(List.of("title", "question", "context"));
        return shorter;
    }

    static ObjectNode parse(String json) {
        return (ObjectNode) MAPPER.readTree(json);
    }

    static @Nullable String text(@Nullable JsonNode json) {
        return json == null ? null : MAPPER.writeValueAsString(json);
    }

    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }
}
