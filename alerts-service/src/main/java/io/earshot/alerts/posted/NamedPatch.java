package io.earshot.alerts.posted;

import io.earshot.alerts.problem.ProblemException;
import java.util.Collection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes of what has a name that stays. */
public final class NamedPatch {

    private NamedPatch() {}

    /**
     * What was written, with what the client wants to be different.
     *
     * @param changes fields that take the place of the others; null takes one away
     * @param known the fields that there are
     * @throws ProblemException if they are no changes of that object
     */
    public static ObjectNode changed(ObjectNode written, JsonNode changes, Collection<String> known) {
        PostedFields fields = PostedFields.ofAny(changes, known);
        JsonNode name = written.path("name");
        if (fields.has("name") && !fields.at("name").equals(name)) {
            throw ProblemException.invalid(
                    "name", PostedFields.shown(fields.at("name")) + " (expected: " + name.asString("") + ", it stays)");
        }
        ObjectNode changed = written.deepCopy();
        changes.properties().forEach(field -> {
            // one that there is none of stays, to be refused with whatever else is wrong
            if (field.getValue().isNull() && known.contains(field.getKey())) {
                changed.remove(field.getKey());
            } else {
                changed.set(field.getKey(), field.getValue());
            }
        });
        return changed;
    }
}
