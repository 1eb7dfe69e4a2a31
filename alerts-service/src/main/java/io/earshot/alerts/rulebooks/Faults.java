package io.earshot.alerts.rulebooks;

import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What is wrong with a posted rule, each with its path; the first hundred. */
final class Faults {

    private static final int MOST = 100;
    private static final int LONGEST = 100;

    private final List<FieldFault> faults = new ArrayList<>();

    /** Notes that a value is not as it has to be. */
    void add(String path, String value, String expected) {
        if (faults.size() < MOST) {
            faults.add(new FieldFault(shortened(path), shortened(value) + " (expected: " + expected + ")"));
        }
    }

    /** The same for a value as it was posted. */
    void add(String path, JsonNode value, String expected) {
        add(path, shown(value), expected);
    }

    /** Notes the fields of an object that nobody asked for. */
    void unknown(String path, JsonNode object, List<String> known) {
        object.propertyNames().stream()
                .filter(field -> !known.contains(field))
                .forEach(field -> add(at(path, field), "unknown field", String.join(", ", known)));
    }

    void throwAny() {
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
    }

    static String at(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static String shown(JsonNode value) {
        if (isAbsent(value)) {
            return "missing";
        }
        if (value.isString()) {
            return value.stringValue().isBlank() ? "blank" : value.stringValue();
        }
        return value.toString();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…";
    }
}
