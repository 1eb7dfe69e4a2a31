package io.earshot.alerts.cases;

import io.earshot.alerts.posted.PostedFields;
import io.earshot.alerts.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What somebody notes about a case.
 *
 * @param text 1 to 5,000 characters
 * @param agent who, as their tool names them; null if it doesn't
 * @param id made by the client, so that a note which is sent again stands there once; null where the client gave none
 */
record Note(String text, @Nullable String agent, @Nullable String id) {

    private static final int LONGEST = 5_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /**
     * @throws ProblemException naming every fault
     */
    static Note read(JsonNode json) {
        PostedFields fields = PostedFields.of(json, List.of("text", "by", "id"));
        String id = fields.optional(
                        "id",
                        text -> Optional.of(text).filter(ID.asMatchPredicate()),
                        "1 to 64 characters of A-Z a-z 0-9 _ . -")
                .orElse(null);
        Note note = new Note(fields.text("text", LONGEST), fields.line("by", Patch.LONGEST_NAME), id);
        fields.check();
        return note;
    }
}
