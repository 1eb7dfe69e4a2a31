package io.earshot.alerts.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.alerts.events.CaseEvent;
import io.earshot.alerts.rules.Severity;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A case without its items and history, as of one version. What it becomes is worked out here, without a clock and without a store.
 *
 * @param customer the partition that it lies in
 * @param version 1 when it opens, one more with each change
 * @param kind {@code detractor} or {@code score-drop}
 * @param rule the rule that opened it
 * @param severity that of its severest item, unless somebody chose another
 * @param severityChosen whether somebody did
 * @param who the customer as the items named them, null if none did or the person was erased
 * @param itemCount how many items are in it
 * @param drop the score that fell, null of other kinds
 */
record CaseFile(
        String store,
        String customer,
        UUID id,
        long version,
        String kind,
        String rule,
        Severity severity,
        boolean severityChosen,
        @Nullable JsonNode who,
        @Nullable String assignee,
        @Nullable String team,
        Instant openedAt,
        Instant updatedAt,
        Progress progress,
        Deadline deadline,
        int itemCount,
        boolean erased,
        @Nullable JsonNode drop) {

    static final String DETRACTOR = "detractor";
    static final String SCORE_DROP = "score-drop";

    CaseFile {
        // what is read as JSON's null is nothing
        who = who == null || who.isNull() ? null : who;
        drop = drop == null || drop.isNull() ? null : drop;
    }

    /** The id of the case that an item opens: the same however often the item is seen. */
    static UUID idOf(String store, String item) {
        return UUID.nameUUIDFromBytes((store + "\n" + item).getBytes(UTF_8));
    }

    Status status() {
        return progress.status();
    }

    /** The next version, changed now. */
    CaseFile changed(Instant now) {
        return edit(draft -> {
            draft.version = version + 1;
            draft.updatedAt = now;
        });
    }

    CaseFile with(Progress other) {
        return edit(draft -> draft.progress = other);
    }

    CaseFile with(Deadline other) {
        return edit(draft -> draft.deadline = other);
    }

    /** With the severity of its items, unless somebody chose one. */
    CaseFile weighing(Severity ofItems) {
        return severityChosen ? this : edit(draft -> draft.severity = ofItems);
    }

    /** With a severity that somebody chose. */
    CaseFile choosing(Severity chosen) {
        return edit(draft -> {
            draft.severity = chosen;
            draft.severityChosen = true;
        });
    }

    CaseFile assignedTo(@Nullable String other) {
        return edit(draft -> draft.assignee = other);
    }

    CaseFile withTeam(@Nullable String other) {
        return edit(draft -> draft.team = other);
    }

    CaseFile counting(int items) {
        return edit(draft -> draft.itemCount = items);
    }

    /** With the customer as an item names them, where nobody did before. */
    CaseFile knowing(@Nullable JsonNode customerNow) {
        return who != null || erased ? this : edit(draft -> draft.who = customerNow);
    }

    /** Without a word of who the customer is, for good. */
    CaseFile anonymous() {
        return edit(draft -> {
            draft.who = null;
            draft.erased = true;
        });
    }

    CaseFile dropping(JsonNode score) {
        return edit(draft -> draft.drop = score);
    }

    /** The key of the event that led to this version. */
    String eventKey() {
        return CaseEvent.key(version);
    }

    private CaseFile edit(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.file();
    }

    /** What may change of a case; the rest is as it was opened. */
    private static final class Draft {

        private final CaseFile before;
        private long version;
        private Severity severity;
        private boolean severityChosen;
        private @Nullable JsonNode who;
        private @Nullable String assignee;
        private @Nullable String team;
        private Instant updatedAt;
        private Progress progress;
        private Deadline deadline;
        private int itemCount;
        private boolean erased;
        private @Nullable JsonNode drop;

        Draft(CaseFile before) {
            this.before = before;
            version = before.version;
            severity = before.severity;
            severityChosen = before.severityChosen;
            who = before.who;
            assignee = before.assignee;
            team = before.team;
            updatedAt = before.updatedAt;
            progress = before.progress;
            deadline = before.deadline;
            itemCount = before.itemCount;
            erased = before.erased;
            drop = before.drop;
        }

        CaseFile file() {
            return new CaseFile(
                    before.store,
                    before.customer,
                    before.id,
                    version,
                    before.kind,
                    before.rule,
                    severity,
                    severityChosen,
                    who,
                    assignee,
                    team,
                    before.openedAt,
                    updatedAt,
                    progress,
                    deadline,
                    itemCount,
                    erased,
                    drop);
        }
    }
}
