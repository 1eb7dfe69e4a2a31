package io.earshot.alerts.cases;

import io.earshot.alerts.rules.Severity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What of a case decides where it stands among those by due time.
 *
 * @param dueAt in whole milliseconds, as Cassandra keeps it
 */
record Standing(
        String kind,
        Status status,
        Severity severity,
        @Nullable String assignee,
        @Nullable String team,
        Instant dueAt) {

    Standing {
        dueAt = dueAt.truncatedTo(ChronoUnit.MILLIS);
    }

    static Standing of(CaseFile file) {
        return new Standing(
                file.kind(),
                file.status(),
                file.severity(),
                file.assignee(),
                file.team(),
                file.deadline().dueAt());
    }

    /**
     * As it was before a change.
     *
     * @param changes as a line of the history has them
     */
    Standing before(JsonNode changes) {
        return new Standing(
                kind,
                Status.of(from(changes, "status", status.slug())).orElse(status),
                Severity.of(from(changes, "severity", severity.slug())).orElse(severity),
                changes.has("assignee") ? name(changes.path("assignee")) : assignee,
                changes.has("team") ? name(changes.path("team")) : team,
                Instant.parse(from(changes, "dueAt", dueAt.toString())));
    }

    private static String from(JsonNode changes, String field, String unchanged) {
        return changes.path(field).path("from").asString(unchanged);
    }

    private static @Nullable String name(JsonNode change) {
        JsonNode from = change.path("from");
        return from.isString() ? from.asString() : null;
    }

    /** Where it stands; nowhere once it is resolved. */
    List<Place> places(String store) {
        return status == Status.RESOLVED
                ? List.of()
                : ListNames.of(kind, assignee, team).stream()
                        .map(list -> new Place(new DueShelf(store, list, status, severity), dueAt))
                        .toList();
    }

    record Place(DueShelf shelf, Instant dueAt) {}
}
