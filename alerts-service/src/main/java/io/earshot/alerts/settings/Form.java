package io.earshot.alerts.settings;

import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A form: what stands in its fields, and what is wrong with it.
 *
 * @param values by field; several of one field on lines of their own
 * @param faults by field
 * @param others what is wrong with no field of the form in particular
 */
record Form(Map<String, String> values, Map<String, String> faults, List<String> others) {

    static Form of(Map<String, String> values) {
        return new Form(values, Map.of(), List.of());
    }

    /** A form as it was sent. */
    static Form sent(MultiValueMap<String, String> form) {
        Map<String, String> values = new LinkedHashMap<>();
        // a browser sends line breaks as two characters
        form.forEach((name, all) -> values.put(name, String.join("\n", all).replace("\r\n", "\n")));
        return of(values);
    }

    /**
     * The same with what is wrong with it.
     *
     * @param fields from the path that a fault names to the field of the form; a field that the form does not have is told by itself
     */
    Form with(ProblemException problem, UnaryOperator<String> fields) {
        Map<String, String> byField = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        for (FieldFault fault : problem.faults()) {
            String field = fields.apply(fault.field());
            if (field.isEmpty()) {
                rest.add(fault.field().isEmpty() ? fault.message() : fault.field() + ": " + fault.message());
            } else {
                byField.merge(field, fault.message(), (one, other) -> one + "; " + other);
            }
        }
        if (problem.faults().isEmpty()) {
            rest.add(String.valueOf(problem.getMessage()));
        }
        return new Form(values, byField, rest);
    }

    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public @Nullable String fault(String field) {
        return faults.get(field);
    }

    /** Whether a box is ticked. */
    public boolean has(String field, String value) {
        return lines(field).contains(value);
    }

    public boolean isFaulty() {
        return !faults.isEmpty() || !others.isEmpty();
    }

    /** What stands in a field, without blanks around it; null where nothing does. */
    @Nullable
    String text(String field) {
        String text = value(field).strip();
        return text.isEmpty() ? null : text;
    }

    /** What stands on the lines of a field. */
    List<String> lines(String field) {
        return Stream.of(value(field).split("\n"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    ArrayNode array(String field) {
        return array(lines(field));
    }

    static ArrayNode array(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    /** A whole number; as text what is none, to be refused with what was expected. */
    static JsonNode whole(String text) {
        try {
            return JsonNodeFactory.instance.numberNode(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return JsonNodeFactory.instance.stringNode(text);
        }
    }

    /** Texts of a field of JSON, one a line; a text alone is a line, too. */
    static String lines(JsonNode texts) {
        return texts.isString()
                ? texts.stringValue()
                : String.join("\n", texts.valueStream().map(JsonNode::asString).toList());
    }
}
