package io.earshot.alerts.inbox;

import io.earshot.alerts.message.Words;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * A line of a case's history.
 *
 * @param version of the case after it
 * @param who did it, as people call them
 * @param what happened
 * @param details what changed, each in a few words
 */
record Line(long version, Moment at, String who, String what, List<String> details) {

    private static final Map<String, String> TYPES = Map.of(
            "case.opened", "opened the case",
            "case.reopened", "opened it again",
            "case.resolved", "resolved it",
            "case.reminder", "sent a reminder: the time was up",
            "case.escalated", "told the team's lead");

    private static final Map<String, String> ACTORS = Map.of(
            "clock", "Earshot",
            "customer", "The customer",
            "withdrawal", "A withdrawn answer",
            "erasure", "An erasure",
            "score", "The score");

    private static final Map<String, String> FIELDS = Map.of(
            "status",
            "Status",
            "outcome",
            "Outcome",
            "severity",
            "Severity",
            "assignee",
            "Assigned to",
            "team",
            "Team",
            "dueAt",
            "Due");

    /**
     * @param event a line of the history as the API shows it
     * @param isNoted whether somebody noted something with it
     */
    static Line of(JsonNode event, boolean isNoted) {
        List<String> details = new ArrayList<>();
        event.path("changes")
                .properties()
                .forEach(change -> details.add(detail(
                        change.getKey(),
                        change.getValue().path("from"),
                        change.getValue().path("to"))));
        return new Line(
                event.path("version").asLong(),
                Objects.requireNonNull(Moment.of(event, "at")),
                who(event),
                what(event, isNoted, details.isEmpty()),
                details);
    }

    private static String what(JsonNode event, boolean isNoted, boolean isUnchanged) {
        String known = TYPES.get(event.path("type").asString(""));
        if (known != null) {
            return known;
        }
        if (isNoted) {
            return "noted something";
        }
        return !event.path("item").isNull() && isUnchanged ? "said something more, or other" : "changed it";
    }

    /** Who did something, of an object with {@code by} and {@code agent}. */
    static String who(JsonNode done) {
        String agent = done.path("agent").asString("");
        String by = done.path("by").asString("");
        if (!agent.isEmpty()) {
            return Words.line(agent);
        }
        int colon = by.indexOf(':');
        if (by.startsWith("rule:")) {
            return "Rule " + by.substring(colon + 1);
        }
        return colon > 0 ? Words.line(by.substring(colon + 1)) : ACTORS.getOrDefault(by, by);
    }

    private static String detail(String field, JsonNode from, JsonNode to) {
        return FIELDS.getOrDefault(field, field) + ": " + value(field, from) + " → " + value(field, to);
    }

    private static String value(String field, JsonNode value) {
        String text = value.asString("");
        if (text.isEmpty()) {
            return field.equals("assignee") ? "nobody" : "none";
        }
        return switch (field) {
            case "dueAt" -> Words.time(Instant.parse(text), ZoneOffset.UTC);
            case "outcome" -> Due.words(text);
            default -> Words.line(text);
        };
    }
}
