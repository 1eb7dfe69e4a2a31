package io.earshot.alerts.settings;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a rule asks of an answer, as fields of a form. It holds what asks for several things at once; all, any and not go beyond it. */
final class ConditionForm {

    private static final Set<String> SIMPLE =
            Set.of("kind", "metric", "scale", "score", "category", "words", "tags", "segment", "comment");

    private ConditionForm() {}

    /** Whether the fields can hold it. */
    static boolean isSimple(JsonNode condition) {
        return SIMPLE.containsAll(condition.propertyNames())
                && condition.path("kind").size() <= 1
                && condition.path("segment").size() <= 1;
    }

    /** Puts a condition into the fields whose names begin so. */
    static void put(Map<String, String> values, String prefix, JsonNode condition) {
        for (String field : List.of("metric", "scale")) {
            values.put(prefix + field, condition.path(field).asString(""));
        }
        values.put(prefix + "kind", Form.lines(condition.path("kind")));
        for (String field : List.of("category", "words", "tags")) {
            values.put(prefix + field, Form.lines(condition.path(field)));
        }
        for (String bound : List.of("atLeast", "atMost")) {
            values.put(prefix + bound, condition.path("score").path(bound).asString(""));
        }
        condition.path("segment").properties().forEach(segment -> {
            values.put(prefix + "dimension", segment.getKey());
            values.put(prefix + "values", Form.lines(segment.getValue()));
        });
        JsonNode comment = condition.path("comment");
        values.put(prefix + "comment", comment.isBoolean() ? (comment.asBoolean() ? "with" : "without") : "");
    }

    /** The condition in the fields whose names begin so, as the API takes it. */
    static ObjectNode read(Form form, String prefix) {
        ObjectNode condition = JsonNodeFactory.instance.objectNode();
        for (String field : List.of("metric", "scale", "kind")) {
            if (form.text(prefix + field) != null) {
                condition.put(field, form.text(prefix + field));
            }
        }
        if (form.text(prefix + "atLeast") != null || form.text(prefix + "atMost") != null) {
            ObjectNode score = condition.putObject("score");
            for (String bound : List.of("atLeast", "atMost")) {
                String text = form.text(prefix + bound);
                if (text != null) {
                    score.set(bound, Form.whole(text));
                }
            }
        }
        for (String field : List.of("category", "words", "tags")) {
            if (form.text(prefix + field) != null) {
                condition.set(field, form.array(prefix + field));
            }
        }
        String dimension = form.text(prefix + "dimension");
        if (dimension != null || form.text(prefix + "values") != null) {
            condition
                    .putObject("segment")
                    .set(dimension == null ? "dimension" : dimension, form.array(prefix + "values"));
        }
        String comment = form.text(prefix + "comment");
        if (comment != null) {
            condition.put("comment", comment.equals("with"));
        }
        return condition;
    }

    /**
     * The field that a fault is about.
     *
     * @param asked what is asked for, such as {@code score}
     * @param part of that, such as {@code atMost}
     */
    static String field(String asked, @Nullable String part) {
        return switch (asked) {
            case "score" -> "atLeast".equals(part) ? "atLeast" : "atMost";
            case "segment" -> part == null ? "dimension" : "values";
            default -> asked;
        };
    }
}
