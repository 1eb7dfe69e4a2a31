package io.earshot.alerts.cases;

import io.earshot.alerts.posted.PostedFields;
import io.earshot.alerts.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What somebody notes about a case.
 *
 * @param text 1 to 5,000 characters
 * @param agent who, as their tool names them; null if it doesn't
 */
record Note(String text, @Nullable String agent) {

    private static final int LONGEST = 5_000;

    /**
     * @throws ProblemException naming every fault
     */
    static Note read(JsonNode json) {
        PostedFields fields = PostedFields.of(json, List.of("text", "by"));
        Note note = new Note(fields.text("text", LONGEST), fields.line("by", Patch.LONGEST_NAME));
        fields.check();
        return note;
    }
}
