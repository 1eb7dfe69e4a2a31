package io.earshot.alerts.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackJson;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
        Progress progress = file.progress();
        Outcome outcome = progress.outcome();
        ObjectNode json = MAPPER.createObjectNode();
        json.put("id", file.id().toString());
        json.put("version", file.version());
        json.put("kind", file.kind());
        json.put("status", file.status().slug());
        json.put("severity", file.severity().slug());
        json.put("rule", file.rule());
        json.set("customer", file.who() == null ? MAPPER.nullNode() : file.who());
        json.put("assignee", file.assignee());
        json.put("team", file.team());
        json.put("openedAt", file.openedAt().toString());
        json.put("updatedAt", file.updatedAt().toString());
        json.put("dueAt", file.deadline().dueAt().toString());
        json.put("acknowledgedAt", text(progress.acknowledgedAt()));
        json.put("contactedAt", text(progress.contactedAt()));
        json.put("resolvedAt", text(progress.resolvedAt()));
        json.put("outcome", outcome == null ? null : outcome.slug());
        json.put("itemCount", file.itemCount());
        if (file.drop() != null) {
            json.set("drop", file.drop());
        }
        ArrayNode array = json.putArray("items");
        items.forEach(array::add);
        return json;
    }

    static ObjectNode note(Instant at, String by, @Nullable String agent, String text) {
        ObjectNode note = MAPPER.createObjectNode();
        note.put("at", at.toString());
        note.put("by", by);
        note.put("agent", agent);
        note.put("text", text);
        return note;
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    /** The items as people see them, the oldest first. */
    static List<ObjectNode> shown(List<CaseItem> items) {
        return items.stream().map(CaseItem::shown).filter(Objects::nonNull).toList();
    }

    /** A case as it is kept. */
    static String written(CaseFile file) {
        return MAPPER.writeValueAsString(file);
    }

    static CaseFile file(String written) {
        return MAPPER.readValue(written, CaseFile.class);
    }

    /** What a row says, without what the customer or anybody about them wrote, and without who that is. */
    static String erased(String part, String body) {
        return switch (part) {
            case "item" -> MAPPER.writeValueAsString(erased(parse(body)));
            case "event" -> erasedMessage(body);
            default -> "";
        };
    }

    private static ObjectNode erased(ObjectNode item) {
        item.remove(List.of("comment", "title", "question", "customer"));
        if (item.get("context") instanceof ObjectNode context) {
            context.remove(List.of("order", "page"));
        }
        return item;
    }

    private static String erasedMessage(String body) {
        ObjectNode message = parse(body);
        if (message.get("data") instanceof ObjectNode data) {
            data.putNull("customer");
            data.path("items").forEach(item -> erased((ObjectNode) item));
        }
        return MAPPER.writeValueAsString(message);
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
