package io.earshot.alerts.settings;

import io.earshot.alerts.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule as a form: one condition, or several of which one is enough, each on fields of its own, {@code c0.metric} and so on. What asks for more, such as
 * a condition within another, is edited as JSON.
 */
final class RuleForm {

    /** So many conditions have fields. */
    static final int CONDITIONS = 6;

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final Set<String> SIMPLE =
            Set.of("kind", "metric", "scale", "score", "category", "words", "tags", "segment", "comment");

    private static final Pattern CONDITION =
            Pattern.compile("when(?:\\.any\\[(\\d+)])?(?:\\.(\\w+))?(?:\\.(\\w+))?(?:\\[\\d+])?");

    private RuleForm() {}

    /** Whether the fields can hold all that the rule asks. */
    static boolean fits(JsonNode rule) {
        List<JsonNode> conditions = conditions(rule.path("when"));
        return conditions.size() < CONDITIONS && conditions.stream().allMatch(RuleForm::isSimple);
    }

    private static List<JsonNode> conditions(JsonNode when) {
        return when.has("any") ? when.path("any").valueStream().toList() : List.of(when);
    }

    private static boolean isSimple(JsonNode condition) {
        return SIMPLE.containsAll(condition.propertyNames())
                && condition.path("kind").size() <= 1
                && condition.path("segment").size() <= 1;
    }

    /** What stands in the fields for a rule. */
    static Form of(JsonNode rule) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", rule.path("name").asString(""));
        values.put("enabled", rule.path("enabled").asBoolean(true) ? "yes" : "");
        for (String field : List.of("severity", "team", "due", "escalateAfter")) {
            values.put(field, rule.path(field).asString(""));
        }
        values.put(
                "severities",
                rule.path("severities").isEmpty() ? "" : MAPPER.writeValueAsString(rule.path("severities")));
        values.put("json", MAPPER.writeValueAsString(rule));
        if (fits(rule)) {
            List<JsonNode> conditions = conditions(rule.path("when"));
            IntStream.range(0, conditions.size()).forEach(n -> put(values, "c" + n + ".", conditions.get(n)));
        }
        return Form.of(values);
    }

    private static void put(Map<String, String> values, String prefix, JsonNode condition) {
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

    /**
     * The rule as the API takes it.
     *
     * @throws ProblemException 400 if what should be JSON is not
     */
    static JsonNode read(Form form) {
        if (form.values().containsKey("json")) {
            return parsed(form, "json");
        }
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        String name = form.text("name");
        if (name != null) {
            rule.put("name", name);
        }
        rule.put("enabled", form.text("enabled") != null);
        rule.set("when", when(form));
        rule.put("severity", form.value("severity"));
        if (form.text("severities") != null) {
            rule.set("severities", parsed(form, "severities"));
        }
        for (String field : List.of("team", "due", "escalateAfter")) {
            rule.put(field, form.text(field));
        }
        return rule;
    }

    private static JsonNode parsed(Form form, String field) {
        try {
            return MAPPER.readTree(form.value(field));
        } catch (JacksonException e) {
            throw ProblemException.invalid(field, "not JSON: " + e.getOriginalMessage());
        }
    }

    private static JsonNode when(Form form) {
        List<ObjectNode> conditions =
                used(form).stream().map(n -> condition(form, "c" + n + ".")).toList();
        if (conditions.size() == 1) {
            return conditions.get(0);
        }
        ObjectNode when = JsonNodeFactory.instance.objectNode();
        if (!conditions.isEmpty()) {
            ArrayNode any = when.putArray("any");
            conditions.forEach(any::add);
        }
        return when;
    }

    /** The conditions in whose fields something stands. */
    private static List<Integer> used(Form form) {
        List<Integer> used = new ArrayList<>();
        for (int n = 0; n < CONDITIONS; n++) {
            String prefix = "c" + n + ".";
            if (form.values().entrySet().stream()
                    .anyMatch(field -> field.getKey().startsWith(prefix)
                            && !field.getValue().isBlank())) {
                used.add(n);
            }
        }
        return used;
    }

    private static ObjectNode condition(Form form, String prefix) {
        ObjectNode condition = JsonNodeFactory.instance.objectNode();
        for (String field : List.of("metric", "scale", "kind")) {
            if (form.text(prefix + field) != null) {
                condition.put(field, form.text(prefix + field));
            }
        }
        if (form.text(prefix + "atLeast") != null || form.text(prefix + "atMost") != null) {
            ObjectNode score = condition.putObject("score");
            for (String bound : List.of("atLeast", "atMost")) {
                number(score, bound, form.text(prefix + bound));
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

    private static void number(ObjectNode json, String field, @Nullable String text) {
        if (text == null) {
            return;
        }
        try {
            json.put(field, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            // refused with what was expected, as any other that can't be
            json.put(field, text);
        }
    }

    /** The field of the form that a fault is about; empty for none. */
    static String field(Form form, String path) {
        if (form.values().containsKey("json")) {
            return path.equals("json") ? path : "";
        }
        if (path.startsWith("severities")) {
            return "severities";
        }
        Matcher condition = CONDITION.matcher(path);
        if (condition.matches() && condition.group(2) != null) {
            List<Integer> used = used(form);
            int index = condition.group(1) == null ? 0 : Integer.parseInt(condition.group(1));
            if (index >= used.size()) {
                return "";
            }
            String prefix = "c" + used.get(index) + ".";
            return switch (condition.group(2)) {
                case "score" -> prefix + ("atLeast".equals(condition.group(3)) ? "atLeast" : "atMost");
                case "segment" -> prefix + (condition.group(3) == null ? "dimension" : "values");
                default -> prefix + condition.group(2);
            };
        }
        return Set.of("name", "severity", "team", "due", "escalateAfter").contains(path) ? path : "";
    }

    /** What a rule asks, in words that people read; the API's names where it asks for more than these can say. */
    static String words(JsonNode when) {
        if (when.has("any")) {
            return String.join(
                    ", or ", when.path("any").valueStream().map(RuleForm::words).toList());
        }
        if (when.has("all")) {
            return String.join(
                    ", and ",
                    when.path("all").valueStream().map(RuleForm::words).toList());
        }
        if (when.has("not")) {
            return "not (" + words(when.path("not")) + ")";
        }
        List<String> words = new ArrayList<>();
        if (when.has("kind")) {
            words.add(list(when.path("kind")));
        }
        if (when.has("metric")) {
            words.add(answer(when));
        }
        if (when.has("category")) {
            words.add("button: " + list(when.path("category")));
        }
        if (when.has("words")) {
            words.add("says " + list(when.path("words")));
        }
        if (when.has("tags")) {
            words.add("customer is " + list(when.path("tags")));
        }
        when.path("segment").properties().forEach(one -> words.add(one.getKey() + " " + list(one.getValue())));
        if (when.has("comment")) {
            words.add(when.path("comment").asBoolean() ? "with a comment" : "without a comment");
        }
        return String.join(", ", words);
    }

    private static String answer(JsonNode when) {
        String slug = when.path("metric").asString("");
        // the first three are abbreviations
        String metric = Set.of("nps", "csat", "ces").contains(slug) ? slug.toUpperCase(Locale.ROOT) : slug;
        String scale = when.has("scale") ? " (" + when.path("scale").asString() + ")" : "";
        JsonNode score = when.path("score");
        String low = score.path("atLeast").asString("");
        String high = score.path("atMost").asString("");
        if (low.isEmpty() && high.isEmpty()) {
            return metric + scale;
        }
        if (low.isEmpty()) {
            return metric + " at most " + high + scale;
        }
        return metric + (high.isEmpty() ? " at least " + low : " " + low + " to " + high) + scale;
    }

    private static String list(JsonNode values) {
        return String.join(" or ", values.valueStream().map(JsonNode::asString).toList());
    }
}
