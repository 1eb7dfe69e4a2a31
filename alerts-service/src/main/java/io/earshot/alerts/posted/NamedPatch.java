package io.earshot.alerts.patches;

import io.earshot.alerts.problem.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A posted object, or changes of one, of what has a name that stays. */
public final class NamedPatch {

    private static final int LONGEST_SHOWN = 100;

    private NamedPatch() {}

    /**
     * What was written, with what the client wants to be different.
     *
     * @param changes fields that take the place of the others; null takes one away
     * @param fields those that there are, for a message
     * @throws ProblemException if they are no changes of that object
     */
    public static ObjectNode changed(ObjectNode written, JsonNode changes, String fields) {
        requireObject(changes, fields);
        String name = written.path("name").asString("");
        if (changes.has("name") && !changes.path("name").asString("").equals(name)) {
            throw ProblemException.invalid(
                    "name", shortened(changes.path("name").asString("")) + " (expected: " + name + ", it stays)");
        }
        ObjectNode changed = written.deepCopy();
        changes.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                changed.remove(field.getKey());
            } else {
                changed.set(field.getKey(), field.getValue());
            }
        });
        return changed;
    }

    /**
     * @throws ProblemException if it is no object
     */
    public static void requireObject(JsonNode json, String fields) {
        if (!json.isObject()) {
            throw ProblemException.invalid("", "not an object (expected: {" + fields + "})");
        }
    }

    /** At most so much of a value as a message shows. */
    public static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
