package io.earshot.alerts.teams;

import io.earshot.alerts.posted.NamedPatch;
import io.earshot.alerts.posted.PostedFields;
import io.earshot.alerts.problem.ProblemException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A team as a client posts it, checked. */
final class TeamDraft {

    private static final List<String> FIELDS = List.of("name", "title", "members", "lead", "leadChannel", "hours");
    private static final int LONGEST = 100;
    private static final int MOST_MEMBERS = 100;

    private TeamDraft() {}

    /** Reads one that is kept: its lead's channel may be gone. */
    static Team read(JsonNode json) {
        return read(json, channel -> true);
    }

    /**
     * @param isChannel whether the store has that channel
     * @throws ProblemException naming every fault
     */
    static Team read(JsonNode json, Predicate<UUID> isChannel) {
        PostedFields fields = PostedFields.of(json, FIELDS);
        String name = fields.required("name", PostedFields::asName, PostedFields.A_NAME)
                .orElse("");
        String title = fields.line("title", LONGEST);
        List<String> members = fields.list(
                "members",
                MOST_MEMBERS,
                text -> PostedFields.asLine(text, LONGEST),
                PostedFields.expectedLine(LONGEST));
        String lead = fields.line("lead", LONGEST);
        Optional<UUID> leadChannel = fields.optional(
                "leadChannel", text -> uuid(text).filter(isChannel), "the id of a channel of the store");
        BusinessHours hours = HoursJson.read(fields);
        fields.check();
        return new Team(name, Objects.requireNonNullElse(title, name), members, lead, leadChannel.orElse(null), hours);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The team as it was written, with what the client wants to be different.
     *
     * @param written as {@link #read} took it
     * @param changes fields that take the place of the others; null takes one away
     * @throws ProblemException if they are no changes of that team
     */
    static ObjectNode changed(ObjectNode written, JsonNode changes) {
        return NamedPatch.changed(written, changes, FIELDS);
    }
}
