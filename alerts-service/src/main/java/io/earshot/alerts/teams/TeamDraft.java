package io.earshot.alerts.teams;

import io.earshot.alerts.patches.NamedPatch;
import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A team as a client posts it, checked. */
final class TeamDraft {

    private static final String FIELDS = "name, title, members, lead, leadChannel or hours";
    private static final Set<String> KNOWN = Set.of("name", "title", "members", "lead", "leadChannel", "hours");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int LONGEST = 100;
    private static final int MOST_MEMBERS = 100;

    private final JsonNode json;
    private final Predicate<UUID> isChannel;
    private final List<FieldFault> faults = new ArrayList<>();

    private TeamDraft(JsonNode json, Predicate<UUID> isChannel) {
        this.json = json;
        this.isChannel = isChannel;
    }

    /** Reads one that is kept: its lead's channel may be gone. */
    static Team read(JsonNode json) {
        return read(json, channel -> true);
    }

    /**
     * @param isChannel whether the store has that channel
     * @throws ProblemException naming every fault
     */
    static Team read(JsonNode json, Predicate<UUID> isChannel) {
        NamedPatch.requireObject(json, FIELDS);
        return new TeamDraft(json, isChannel).read();
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

    private Team read() {
        json.propertyNames().stream()
                .filter(field -> !KNOWN.contains(field))
                .forEach(field -> fault(NamedPatch.shortened(field), "unknown field (expected: " + FIELDS + ")"));
        String name = json.path("name").asString("");
        if (!NAME.matcher(name).matches()) {
            fault(
                    "name",
                    (json.has("name") ? NamedPatch.shortened(name) : "missing")
                            + " (expected: 1 to 64 characters of a-z 0-9 -, a letter or digit first)");
        }
        String title = text("title");
        List<String> members = members();
        String lead = text("lead");
        UUID leadChannel = leadChannel();
        BusinessHours hours = HoursJson.read(json.path("hours"), faults);
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
        return new Team(name, title == null ? name : title, members, lead, leadChannel, hours);
    }

    private @Nullable String text(String field) {
        JsonNode value = json.path(field);
        return value.isMissingNode() || value.isNull() ? null : text(field, value);
    }

    private String text(String field, JsonNode value) {
        String text = value.asString("").strip();
        if (!value.isString() || text.isEmpty() || text.length() > LONGEST) {
            fault(
                    field,
                    (value.isString() ? text.length() + " characters" : "not text") + " (expected: 1 to " + LONGEST
                            + " characters)");
        }
        return text;
    }

    private List<String> members() {
        JsonNode array = json.path("members");
        if (array.isMissingNode() || array.isNull()) {
            return List.of();
        }
        if (!array.isArray() || array.size() > MOST_MEMBERS) {
            fault(
                    "members",
                    (array.isArray() ? array.size() + " names" : "not an array") + " (expected: at most " + MOST_MEMBERS
                            + " names)");
            return List.of();
        }
        Set<String> members = new LinkedHashSet<>();
        for (int n = 0; n < array.size(); n++) {
            members.add(text("members[" + n + "]", array.get(n)));
        }
        return List.copyOf(members);
    }

    private @Nullable UUID leadChannel() {
        String text = text("leadChannel");
        Optional<UUID> id = text == null ? Optional.empty() : uuid(text).filter(isChannel);
        if (text != null && id.isEmpty()) {
            fault("leadChannel", NamedPatch.shortened(text) + " (expected: the id of a channel of the store)");
        }
        return id.orElse(null);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void fault(String field, String message) {
        faults.add(new FieldFault(field, message));
    }
}
