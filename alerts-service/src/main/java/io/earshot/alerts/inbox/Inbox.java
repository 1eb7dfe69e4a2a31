package io.earshot.alerts.inbox;

import io.earshot.alerts.access.Caller;
import io.earshot.alerts.cases.Casework;
import io.earshot.alerts.message.Words;
import io.earshot.alerts.teams.Teams;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Puts the list of cases together. Blocks. */
@Component
final class Inbox {

    private final Casework casework;
    private final Teams teams;
    private final Clock clock;

    Inbox(Casework casework, Teams teams, Clock clock) {
        this.casework = casework;
        this.teams = teams;
        this.clock = clock;
    }

    /**
     * The list as it is shown.
     *
     * @param summary how much there is to do, in a sentence
     * @param teams which there are to choose from
     * @param people who has cases, for the same
     */
    record Shown(InboxQuery query, List<Group> groups, String summary, List<String> teams, Set<String> people) {

        public boolean isEmpty() {
            return groups.stream().allMatch(group -> group.rows().isEmpty());
        }

        /** Such as {@code 3 cases, 1 overdue}; the words a page's title begins with. */
        public String title() {
            return summary + " · Inbox";
        }
    }

    /**
     * Cases under one heading.
     *
     * @param key of the group, for scripts
     * @param count in words
     * @param overdue in words, null without any
     * @param more the address of what is not shown, null where nothing is left
     */
    record Group(
            String key,
            String title,
            List<CaseRow> rows,
            String count,
            @Nullable String overdue,
            @Nullable String more) {}

    Shown show(Caller caller, InboxQuery query) {
        Instant now = clock.instant();
        List<String> names = teams.names(caller.store());
        return query.isOfResolved() ? resolved(caller, query, names, now) : due(caller, query, names, now);
    }

    private Shown due(Caller caller, InboxQuery query, List<String> names, Instant now) {
        List<Casework.Group> found =
                casework.due(caller, query.parameters(), query.severity() == null ? null : query.after());
        List<Group> groups = new ArrayList<>();
        Set<String> people = new TreeSet<>();
        long total = 0;
        long overdue = 0;
        for (Casework.Group group : found) {
            people.addAll(group.assignees());
            total += group.total();
            overdue += group.overdue();
            if (group.total() > 0) {
                groups.add(group(query, group, now));
            }
        }
        boolean complete = found.stream().allMatch(Casework.Group::complete);
        boolean overdueComplete = found.stream().allMatch(Casework.Group::overdueComplete);
        String summary = (complete ? "" : "Over ")
                + Words.count(total, "case", "cases")
                + (overdue == 0 ? "" : ", " + overdue(overdue, overdueComplete));
        return new Shown(query, groups, summary, names, people);
    }

    private static Group group(InboxQuery query, Casework.Group group, Instant now) {
        InboxQuery ofGroup = query.of(group.severity().slug());
        return new Group(
                group.severity().slug(),
                Words.capital(group.severity().slug()),
                rows(group.cases(), now),
                (group.complete() ? "" : "over ") + Words.count(group.total(), "case", "cases"),
                group.overdue() == 0 ? null : overdue(group.overdue(), group.overdueComplete()),
                group.next() == null ? null : ofGroup.from(group.next()).link("/"));
    }

    private static String overdue(long overdue, boolean complete) {
        return (complete ? "" : "over ") + overdue + " overdue";
    }

    private Shown resolved(Caller caller, InboxQuery query, List<String> names, Instant now) {
        ObjectNode page = casework.newest(caller, query.parameters());
        List<ObjectNode> cases =
                page.path("cases").valueStream().map(ObjectNode.class::cast).toList();
        String next = page.path("next").asString("");
        Group group = new Group(
                InboxQuery.RESOLVED,
                "Resolved",
                rows(cases, now),
                "those opened last first",
                null,
                next.isEmpty() ? null : query.from(next).link("/"));
        return new Shown(query, List.of(group), "Resolved cases", names, Set.of());
    }

    private static List<CaseRow> rows(List<ObjectNode> cases, Instant now) {
        return cases.stream().map(json -> CaseRow.of(json, now)).toList();
    }
}
