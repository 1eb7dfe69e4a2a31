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
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule as a form: one condition, or several of which one is enough, each on fields of its own, {@code c0.metric} and so on; and the same for its finer
 * severities, {@code f0.severity}, {@code f0.metric} and so on. What asks for more, such as a condition within another, is edited as JSON.
 */
final class RuleForm {

    static final String CONDITION = "c";
    static final String FINER = "f";

    /** So many conditions have fields at most. */
    static final int MOST_CONDITIONS = 20;

    /** So many conditions of finer severities have fields at most; those of one severity that follow on each other are one entry of the rule. */
    static final int MOST_FINER = 20;

    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final Pattern FAULT =
            Pattern.compile("when(?:\\.any\\[(\\d+)])?(?:\\.(\\w+))?(?:\\.(\\w+))?(?:\\[\\d+])?");
    private static final Pattern FINER_FAULT = Pattern.compile("severities\\[(\\d+)]\\.(.+)");

    private RuleForm() {}

    /** Whether the fields can hold all that the rule asks. */
    static boolean fits(JsonNode rule) {
        List<JsonNode> conditions = conditions(rule.path("when"));
        List<JsonNode> finer = rule.path("severities")
                .valueStream()
                .flatMap(one -> conditions(one.path("when")).stream())
                .toList();
        return conditions.size() <= MOST_CONDITIONS
                && finer.size() <= MOST_FINER
                && Stream.concat(conditions.stream(), finer.stream()).allMatch(ConditionForm::isSimple);
    }

    private static List<JsonNode> conditions(JsonNode when) {
        return when.has("any") ? when.path("any").valueStream().toList() : List.of(when);
    }

    /** What stands in the fields for a rule. */
    static Form of(JsonNode rule) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("name", rule.path("name").asString(""));
        values.put("enabled", rule.path("enabled").asBoolean(true) ? "yes" : "");
        for (String field : List.of("severity", "team", "due", "escalateAfter")) {
            values.put(field, rule.path(field).asString(""));
        }
        values.put("json", MAPPER.writeValueAsString(rule));
        if (fits(rule)) {
            List<JsonNode> conditions = conditions(rule.path("when"));
            IntStream.range(0, conditions.size())
                    .forEach(n -> ConditionForm.put(values, Rows.prefix(CONDITION, n), conditions.get(n)));
            putFiner(values, rule.path("severities"));
        }
        return Form.of(values);
    }

    private static void putFiner(Map<String, String> values, JsonNode severities) {
        int row = 0;
        for (JsonNode finer : severities) {
            for (JsonNode condition : conditions(finer.path("when"))) {
                String prefix = Rows.prefix(FINER, row++);
                values.put(prefix + "severity", finer.path("severity").asString(""));
                ConditionForm.put(values, prefix, condition);
            }
        }
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
        rule.set("severities", severities(form));
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
        return any(form, CONDITION, Rows.used(form, CONDITION, MOST_CONDITIONS));
    }

    /** One of these conditions. */
    private static JsonNode any(Form form, String list, List<Integer> rows) {
        List<ObjectNode> conditions = rows.stream()
                .map(n -> ConditionForm.read(form, Rows.prefix(list, n)))
                .toList();
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

    private static ArrayNode severities(Form form) {
        ArrayNode severities = JsonNodeFactory.instance.arrayNode();
        for (List<Integer> rows : finer(form)) {
            severities
                    .addObject()
                    .put("severity", form.text(Rows.prefix(FINER, rows.get(0)) + "severity"))
                    .set("when", any(form, FINER, rows));
        }
        return severities;
    }

    /** The rows of each finer severity: the first that fits holds, so those that follow on each other with the same severity are one. */
    private static List<List<Integer>> finer(Form form) {
        List<List<Integer>> finer = new ArrayList<>();
        String before = null;
        for (int row : Rows.used(form, FINER, MOST_FINER)) {
            String severity = form.value(Rows.prefix(FINER, row) + "severity");
            if (!severity.equals(before)) {
                finer.add(new ArrayList<>());
            }
            finer.get(finer.size() - 1).add(row);
            before = severity;
        }
        return finer;
    }

    /** The field of the form that a fault is about; empty for none. */
    static String field(Form form, String path) {
        if (form.values().containsKey("json")) {
            return path.equals("json") ? path : "";
        }
        Matcher finer = FINER_FAULT.matcher(path);
        if (finer.matches()) {
            List<List<Integer>> rows = finer(form);
            int index = Integer.parseInt(finer.group(1));
            return index < rows.size() ? inCondition(FINER, rows.get(index), finer.group(2)) : "";
        }
        String field = inCondition(CONDITION, Rows.used(form, CONDITION, MOST_CONDITIONS), path);
        if (!field.isEmpty()) {
            return field;
        }
        return Set.of("name", "severity", "severities", "team", "due", "escalateAfter")
                        .contains(path)
                ? path
                : "";
    }

    /** @param rows of the conditions of which one is enough */
    private static String inCondition(String list, List<Integer> rows, String path) {
        if (path.equals("severity") && list.equals(FINER)) {
            return Rows.prefix(list, rows.get(0)) + path;
        }
        Matcher fault = FAULT.matcher(path);
        if (!fault.matches()) {
            return "";
        }
        int index = fault.group(1) == null ? 0 : Integer.parseInt(fault.group(1));
        if (index >= rows.size()) {
            return "";
        }
        String prefix = Rows.prefix(list, rows.get(index));
        if (fault.group(2) == null) {
            // a severity alone, without a condition
            return list.equals(FINER) ? prefix + "severity" : "";
        }
        return prefix + ConditionForm.field(fault.group(2), fault.group(3));
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
