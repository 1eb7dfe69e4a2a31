package io.earshot.alerts.cases;

import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of a posted object, read one by one; what is wrong with them is told at once, in the end. */
final class PostedFields {

    private static final int SHOWN = 100;

    private final JsonNode json;
    private final List<FieldFault> faults = new ArrayList<>();

    private PostedFields(JsonNode json) {
        this.json = json;
    }

    /**
     * @throws ProblemException if it is no object
     */
    static PostedFields of(JsonNode json, String... known) {
        List<String> names = List.of(known);
        if (!json.isObject()) {
            throw ProblemException.invalid(
                    "", "not an object (expected: an object with " + String.join(", ", names) + ")");
        }
        PostedFields fields = new PostedFields(json);
        json.propertyNames().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> fields.fault(
                        shortened(name), "unknown field (expected: one of " + String.join(", ", names) + ")"));
        return fields;
    }

    boolean has(String name) {
        return json.has(name);
    }

    boolean isNull(String name) {
        return json.path(name).isNull();
    }

    /** Whether it is given and not null. */
    boolean isThere(String name) {
        return json.hasNonNull(name);
    }

    /** One of the known values; null if the field is not given, or wrong. */
    <T> @Nullable T slug(String name, Function<String, Optional<T>> known, String expected) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = json.path(name);
        Optional<T> found = value.isString() ? known.apply(value.stringValue()) : Optional.empty();
        if (found.isEmpty()) {
            fault(name, shown(value) + " (expected: one of " + expected + ")");
        }
        return found.orElse(null);
    }

    /** A line of text, stripped; null if it is not given, or null, or wrong. */
    @Nullable
    String line(String name, int longest) {
        JsonNode value = json.path(name);
        if (!isThere(name)) {
            return null;
        }
        if (!value.isString()) {
            fault(name, shown(value) + " (expected: text of 1 to " + longest + " characters)");
            return null;
        }
        String text = value.stringValue().strip();
        int length = text.codePointCount(0, text.length());
        if (length < 1 || length > longest) {
            fault(name, length + " characters (expected: 1 to " + longest + ")");
        } else if (text.codePoints().anyMatch(Character::isISOControl)) {
            fault(name, "control characters (expected: one line of text)");
        }
        return text;
    }

    /** Text that has to be there, in as many lines as it likes. */
    String text(String name, int longest) {
        JsonNode value = json.path(name);
        String text = value.isString() ? value.stringValue().strip() : "";
        int length = text.codePointCount(0, text.length());
        if (!isThere(name)) {
            fault(name, "missing (expected: text of 1 to " + longest + " characters)");
        } else if (!value.isString()) {
            fault(name, shown(value) + " (expected: text of 1 to " + longest + " characters)");
        } else if (length < 1 || length > longest) {
            fault(name, length + " characters (expected: 1 to " + longest + ")");
        }
        return text;
    }

    void fault(String name, String message) {
        faults.add(new FieldFault(name, message));
    }

    /**
     * @throws ProblemException naming every fault, if there is one
     */
    void check() {
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
    }

    private static String shown(JsonNode value) {
        return shortened(value.isString() ? value.stringValue() : value.toString());
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
