package io.earshot.alerts.cases;

import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.access.Caller;
import io.earshot.alerts.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Where people work on cases. All of it blocks. */
@Component
final class CaseDesk {

    private final CasePages pages;
    private final CaseRows rows;
    private final CaseBook book;
    private final Handwork handwork;
    private final TeamNames teams;
    private final Clock clock;

    CaseDesk(CasePages pages, CaseRows rows, CaseBook book, Handwork handwork, TeamNames teams, Clock clock) {
        this.pages = pages;
        this.rows = rows;
        this.book = book;
        this.handwork = handwork;
        this.teams = teams;
        this.clock = clock;
    }

    /**
     * A note as it was taken down, and the case that it stands in.
     *
     * @param isNew false if it stood there already: the client sent it again
     */
    record Noted(CaseFile file, ObjectNode note, boolean isNew) {}

    /**
     * The case that may be changed by a caller who read that version.
     *
     * @throws ProblemException 404, 428 or 412
     */
    CaseFile meant(Caller caller, String id, @Nullable List<String> ifMatch) {
        CaseFile file = pages.file(caller.store(), id);
        VersionTag.check(ifMatch, file);
        return file;
    }

    /**
     * Changes a case as is wanted of it.
     *
     * @return the case as it is then
     * @throws ProblemException 400, 409, or 412 if somebody was faster: nothing is changed then
     */
    CaseFile patch(Caller caller, CaseFile meant, @Nullable List<String> ifMatch, Patch patch) {
        String team = patch.team() == null ? null : patch.team().value();
        // a case may be with a team that a rule names, and that is not there: whoever sends back what they got changes
        // nothing
        if (team != null && !team.equals(meant.team())) {
            teams.fault(caller.store(), team).ifPresent(fault -> {
                throw ProblemException.invalid(List.of(fault));
            });
        }
        AtomicReference<CaseFile> asItIs = new AtomicReference<>(meant);
        return book.change(caller.store(), meant.customer(), meant.id(), file -> {
                    VersionTag.check(ifMatch, file);
                    asItIs.set(file);
                    return handwork.patched(file, patch, caller.actor(), now());
                })
                .orElseGet(asItIs::get);
    }

    /**
     * Adds a note, whatever else is done to the case at the time. One whose id the case knows is not added again.
     *
     * @throws ProblemException 404 or 409
     */
    Noted note(Caller caller, String id, Note note) {
        CaseFile found = pages.file(caller.store(), id);
        AtomicReference<@Nullable Noted> stands = new AtomicReference<>();
        Optional<CaseFile> after = book.change(caller.store(), found.customer(), found.id(), file -> {
            Optional<Row> there = note.id() == null ? Optional.empty() : rows.note(file, note.id());
            if (there.isPresent()) {
                stands.set(again(file, there.get(), note));
                return Optional.empty();
            }
            int notes = rows.notes(file, Handwork.MOST_NOTES);
            return Optional.of(handwork.noted(file, note, notes, caller.actor(), now()));
        });
        return after.map(file -> new Noted(
                        file, CaseJson.note(file.updatedAt(), caller.actor(), note.agent(), note.text()), true))
                .or(() -> Optional.ofNullable(stands.get()))
                .orElseThrow();
    }

    private static Noted again(CaseFile file, Row there, Note note) {
        ObjectNode noted = CasePages.note(there);
        if (!noted.path("text").asString("").equals(note.text())) {
            throw ProblemException.conflict(
                    "the case has a note " + note.id() + " with another text (expected: the same text, or a new id)");
        }
        return new Noted(file, noted, false);
    }

    /** The case as the answer to a change shows it. */
    ObjectNode shown(CaseFile file) {
        return CaseJson.of(file, CaseJson.shown(rows.items(file)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
