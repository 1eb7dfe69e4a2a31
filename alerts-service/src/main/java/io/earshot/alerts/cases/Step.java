package io.earshot.alerts.cases;

import io.earshot.alerts.events.EventType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One change of a case, decided and not yet written: the case before and after, and the line in its history.
 *
 * @param before the case as it was found, null for a new one
 * @param by who did it: a person as their identity provider names them, {@code key:…}, {@code rule:…}, {@code clock}, {@code customer}, {@code
 *     withdrawal}, {@code erasure} or {@code score}
 * @param agent the person behind the key, as their tool names them; null where it doesn't
 * @param item the id of the item that it is about, null for none
 * @param put items that join or change
 * @param removed ids of items that leave
 * @param note what somebody noted, null for nothing
 * @param isTold whether anybody hears of it, and the history has a line
 */
record Step(
        @Nullable CaseFile before,
        CaseFile after,
        EventType type,
        String by,
        @Nullable String agent,
        @Nullable String item,
        List<CaseItem> put,
        List<String> removed,
        @Nullable Note note,
        boolean isTold) {

    private static final Set<String> BY_ITSELF = Set.of("clock", "customer", "withdrawal", "erasure", "score");

    /** A step in which no item changes. */
    static Step of(@Nullable CaseFile before, CaseFile after, EventType type, String by) {
        return new Step(before, after, type, by, null, null, List.of(), List.of(), null, true);
    }

    Step about(String itemId) {
        return new Step(before, after, type, by, agent, itemId, put, removed, note, isTold);
    }

    Step putting(CaseItem one) {
        List<CaseItem> all = new ArrayList<>(put);
        all.add(one);
        return new Step(before, after, type, by, agent, one.id(), all, removed, note, isTold);
    }

    Step removing(String itemId) {
        List<String> all = new ArrayList<>(removed);
        all.add(itemId);
        return new Step(before, after, type, by, agent, itemId, put, all, note, isTold);
    }

    /** As a person does it. */
    Step as(@Nullable String person) {
        return new Step(before, after, type, by, person, item, put, removed, note, isTold);
    }

    Step noting(Note noted) {
        return new Step(before, after, type, by, agent, item, put, removed, noted, isTold);
    }

    Step untold() {
        return new Step(before, after, type, by, agent, item, put, removed, note, false);
    }

    /** Whether a person did it, and not an item, the clock or an erasure. */
    boolean isByHand() {
        // a person whom an identity provider names is no key
        return !by.startsWith("rule:") && !BY_ITSELF.contains(by);
    }

    /** What changed of the case itself, by field: what it was and what it is. */
    Map<String, Map<String, @Nullable Object>> changes() {
        Map<String, Map<String, @Nullable Object>> changes = new LinkedHashMap<>();
        CaseFile was = before;
        if (was != null) {
            add(changes, "status", was.status().slug(), after.status().slug());
            add(changes, "outcome", slug(was), slug(after));
            add(changes, "severity", was.severity().slug(), after.severity().slug());
            add(changes, "assignee", was.assignee(), after.assignee());
            add(changes, "team", was.team(), after.team());
            add(
                    changes,
                    "dueAt",
                    was.deadline().dueAt().toString(),
                    after.deadline().dueAt().toString());
        }
        return changes;
    }

    private static @Nullable String slug(CaseFile file) {
        Outcome outcome = file.progress().outcome();
        return outcome == null ? null : outcome.slug();
    }

    private static void add(
            Map<String, Map<String, @Nullable Object>> changes,
            String field,
            @Nullable Object from,
            @Nullable Object to) {
        if (!Objects.equals(from, to)) {
            Map<String, @Nullable Object> change = new LinkedHashMap<>();
            change.put("from", from);
            change.put("to", to);
            changes.put(field, change);
        }
    }
}
