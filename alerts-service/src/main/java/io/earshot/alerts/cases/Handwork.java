package io.earshot.alerts.cases;

import io.earshot.alerts.events.EventType;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rules.Severity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What becomes of a case when a person works on it: decided from what is given, nothing is read or written here. */
@Component
final class Handwork {

    static final int MOST_NOTES = 500;

    private final Decisions decisions;

    Handwork(Decisions decisions) {
        this.decisions = decisions;
    }

    /**
     * The case as it is wanted; empty if it is so already.
     *
     * @param actor the access key that it is done with
     * @throws ProblemException 409 if the case can't go there from where it is
     */
    Optional<Step> patched(CaseFile before, Patch patch, String actor, Instant now) {
        CaseFile after = before.changed(now);
        if (patch.assignee() != null) {
            after = after.assignedTo(patch.assignee().value());
        }
        if (patch.team() != null) {
            after = after.withTeam(patch.team().value());
        }
        if (patch.severity() != null && patch.severity() != before.severity()) {
            after = weighed(after, patch.severity(), now);
        }
        if (patch.status() != null) {
            after = moved(after, patch.status(), patch.outcome(), now);
        }
        if (after.equals(before.changed(now))) {
            return Optional.empty();
        }
        return Optional.of(Step.of(before, after, type(before, after), actor).as(patch.agent()));
    }

    /**
     * The case with a note.
     *
     * @param notesBefore how many it has
     * @throws ProblemException 409 if it can't have another one
     */
    Step noted(CaseFile before, Note note, int notesBefore, String actor, Instant now) {
        if (before.erased()) {
            throw ProblemException.conflict("the customer was erased (expected: nothing more is noted about them)");
        }
        if (notesBefore >= MOST_NOTES) {
            throw ProblemException.conflict(
                    "the case has " + notesBefore + " notes (expected: at most " + MOST_NOTES + ")");
        }
        return Step.of(before, before.changed(now), EventType.UPDATED, actor)
                .as(note.agent())
                .noting(note);
    }

    /** More urgent is due sooner, counted from now; less urgent later, counted from when it was opened. */
    private CaseFile weighed(CaseFile file, Severity severity, Instant now) {
        CaseFile weighed = file.choosing(severity);
        if (!file.progress().isWaiting()) {
            return weighed;
        }
        if (severity.compareTo(file.severity()) > 0) {
            return weighed.with(
                    file.deadline().noLaterThan(decisions.deadline(file.store(), file.team(), severity, now)));
        }
        return file.deadline().stage() > 0
                ? weighed
                : weighed.with(file.deadline()
                        .noEarlierThan(decisions.deadline(
                                file.store(),
                                file.team(),
                                severity,
                                file.progress().since())));
    }

    private CaseFile moved(CaseFile file, Status next, @Nullable Outcome outcome, Instant now) {
        Status status = file.status();
        if (next == status
                && (next != Status.RESOLVED || outcome == file.progress().outcome())) {
            return file;
        }
        if (!status.leadsTo(next)) {
            throw ProblemException.conflict(refusal(file, next));
        }
        if (next == Status.RESOLVED && outcome != null) {
            return file.with(file.progress().resolved(outcome, now));
        }
        if (next != Status.OPEN) {
            return file.with(file.progress().to(next, now));
        }
        if (file.erased()) {
            throw ProblemException.conflict("the customer was erased (expected: the case stays resolved)");
        }
        return file.with(Progress.opened(now))
                .with(decisions.deadline(file.store(), file.team(), file.severity(), now));
    }

    private static String refusal(CaseFile file, Status next) {
        Status status = file.status();
        String from = "status: from " + status.slug() + " to " + next.slug();
        return status == Status.RESOLVED
                ? from + " (expected: open, from where all can be done again)"
                : from + " (expected: a step forward; back goes only resolved to open)";
    }

    private static EventType type(CaseFile before, CaseFile after) {
        if (before.status() == after.status()) {
            return EventType.UPDATED;
        }
        return switch (after.status()) {
            case RESOLVED -> EventType.RESOLVED;
            case OPEN -> EventType.REOPENED;
            default -> EventType.UPDATED;
        };
    }
}
