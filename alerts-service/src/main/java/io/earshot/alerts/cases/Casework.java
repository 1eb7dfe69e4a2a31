package io.earshot.alerts.cases;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cases as pages for people read and work them: what the API does, in the words of the API, without HTTP in between. Cases and faults look as
 * {@code /v1/cases} shows them. All of it blocks.
 */
@Component
public final class Casework {

    private final CasePages pages;
    private final CaseDesk desk;
    private final DueList dues;

    Casework(CasePages pages, CaseDesk desk, DueList dues) {
        this.pages = pages;
        this.desk = desk;
        this.dues = dues;
    }

    /**
     * Cases of one severity that are still to be worked on, by due time.
     *
     * @param cases the first ones, each with its items
     * @param total how many there are in all, as far as they are counted
     * @param overdue how many of these should have been contacted by now
     * @param complete false if there are more than {@code total}
     * @param overdueComplete false if more may be overdue than {@code overdue}
     * @param assignees who sees to them
     * @param next where the next page begins, null at the end
     */
    public record Group(
            Severity severity,
            List<ObjectNode> cases,
            long total,
            long overdue,
            boolean complete,
            boolean overdueComplete,
            Set<String> assignees,
            @Nullable String next) {}

    /**
     * What is to be done: a group for each severity that is asked for, the weightiest first; also those in which there is nothing.
     *
     * @param parameters as {@code GET /v1/cases} has them, without a cursor
     * @param after {@link Group#next} of the page before, where one severity is asked for; null for the first page
     * @throws ProblemException naming every fault
     */
    public List<Group> due(Caller caller, MultiValueMap<String, String> parameters, @Nullable String after) {
        CaseQuery query = CaseQuery.read(parameters);
        DueCursor cursor = after == null
                ? null
                : DueCursor.of(after)
                        .orElseThrow(() ->
                                ProblemException.invalid("after", after + " (expected: what the page before says)"));
        List<Group> groups = new ArrayList<>();
        dues.find(caller.store(), query, cursor)
                .forEach((severity, found) -> groups.add(new Group(
                        severity,
                        pages.of(caller.store(), query, found.lines()),
                        found.count().total(),
                        found.count().overdue(),
                        found.count().complete(),
                        found.count().overdueComplete(),
                        found.count().assignees(),
                        found.next() == null ? null : found.next().written())));
        return groups;
    }

    /**
     * A page of cases, those opened last first.
     *
     * @param parameters as {@code GET /v1/cases} has them
     * @return as {@code GET /v1/cases} answers
     * @throws ProblemException naming every fault
     */
    public ObjectNode newest(Caller caller, MultiValueMap<String, String> parameters) {
        return pages.page(caller.store(), CaseQuery.read(parameters));
    }

    /**
     * A case with its items, notes, history and deliveries.
     *
     * @throws ProblemException 404 if the store has none of that id
     */
    public ObjectNode one(Caller caller, String id) {
        return pages.one(caller.store(), id).json();
    }

    /**
     * Changes a case that is still as the caller saw it.
     *
     * @param version that they saw
     * @param patch the body of {@code PATCH /v1/cases/{id}}
     * @throws ProblemException 404, 412 if somebody was faster, 400, or 409 for a step that is not allowed: nothing is changed then
     */
    public void change(Caller caller, String id, long version, JsonNode patch) {
        List<String> ifMatch = List.of(new VersionTag(version, "").written());
        desk.patch(caller, desk.meant(caller, id, ifMatch), ifMatch, Patch.read(patch));
    }

    /**
     * Adds a note, whatever else is done to the case at the time; one that is sent again with the same id stands there once.
     *
     * @param note the body of {@code POST /v1/cases/{id}/notes}
     * @throws ProblemException 404, 400 or 409
     */
    public void note(Caller caller, String id, JsonNode note) {
        desk.note(caller, id, Note.read(note));
    }

    /** What a status may be, in the order of the work. */
    public static List<String> statuses() {
        return Stream.of(Status.values()).map(Status::slug).toList();
    }

    /** How a case may end. */
    public static List<String> outcomes() {
        return Stream.of(Outcome.values()).map(Outcome::slug).toList();
    }

    /** Whether a case may go from one status to the other by hand. */
    public static boolean leads(String from, String to) {
        return Status.of(from)
                .flatMap(status -> Status.of(to).map(status::leadsTo))
                .orElse(false);
    }
}
