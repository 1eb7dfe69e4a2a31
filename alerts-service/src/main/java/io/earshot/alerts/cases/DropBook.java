package io.earshot.alerts.cases;

import io.earshot.alerts.cases.DropChange.Closed;
import io.earshot.alerts.cases.DropChange.Kept;
import io.earshot.alerts.cases.DropChange.Opened;
import io.earshot.alerts.cases.DropChange.Told;
import io.earshot.alerts.events.EventType;
import io.earshot.alerts.rules.Flag;
import io.earshot.alerts.store.StoreAwayException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The cases of scores that fell: a watched score takes the place of the customer, and has one open case at most. */
@Component
public final class DropBook {

    private static final int TRIES = 20;
    private static final String SCORE = "score";

    private final CaseRows rows;
    private final CaseWriter writer;
    private final Decisions decisions;
    private final Clock clock;

    DropBook(CaseRows rows, CaseWriter writer, Decisions decisions, Clock clock) {
        this.rows = rows;
        this.writer = writer;
        this.decisions = decisions;
        this.clock = clock;
    }

    /**
     * The latest case of a score.
     *
     * @param isResolved whether people, or the score, have closed it
     * @param drop what the case knows of the fall, as it was last put there
     */
    public record Latest(boolean isResolved, JsonNode drop) {}

    /**
     * Changes the case of a score: loads its latest, has the change decided and writes it, again if somebody else was faster. Blocks.
     *
     * @param score which one, such as {@code nps/0-10/7d}
     * @param decide from the latest case, null if there was none, to what becomes of it. May be asked more than once
     * @return what was decided, and is written now
     */
    public DropChange change(String store, String score, Function<@Nullable Latest, DropChange> decide) {
        String customer = Identity.ofScore(score);
        for (int tried = 0; tried < TRIES; tried++) {
            Optional<UUID> current = rows.current(store, customer);
            Optional<CaseFile> file = current.flatMap(id -> rows.find(store, customer, id));
            DropChange change = decide.apply(file.flatMap(DropBook::latest).orElse(null));
            Optional<Step> step = change instanceof Opened opened
                    ? Optional.of(opened(store, customer, opened, now()))
                    : file.flatMap(before -> step(before, change, now()));
            UUID before = change instanceof Opened ? current.orElse(null) : null;
            if (step.isEmpty() || writer.write(step.get(), before, List.of())) {
                return change;
            }
        }
        throw new StoreAwayException("the case of a score was changed by others " + TRIES + " times in a row");
    }

    private static Optional<Latest> latest(CaseFile file) {
        JsonNode drop = file.drop();
        return drop == null
                ? Optional.empty()
                : Optional.of(new Latest(file.progress().isResolved(), drop));
    }

    private Step opened(String store, String customer, Opened opened, Instant now) {
        Flag flag = opened.flag();
        CaseFile file = new CaseFile(
                store,
                customer,
                CaseFile.idOf(store, customer + "@" + opened.at()),
                1,
                CaseFile.SCORE_DROP,
                flag.rule(),
                flag.severity(),
                false,
                null,
                null,
                flag.team(),
                now,
                now,
                Progress.opened(now),
                decisions.deadline(store, flag.team(), flag, now),
                0,
                false,
                opened.drop());
        return Step.of(null, file, EventType.OPENED, "rule:" + flag.rule());
    }

    /** What a change makes of a case that there is, empty for nothing. */
    static Optional<Step> step(CaseFile before, DropChange change, Instant now) {
        CaseFile next = before.changed(now);
        if (change instanceof Told told) {
            return Optional.of(Step.of(before, next.dropping(told.drop()), EventType.UPDATED, SCORE));
        }
        if (change instanceof Kept kept) {
            return Optional.of(Step.of(before, next.dropping(kept.drop()), EventType.UPDATED, SCORE)
                    .untold());
        }
        if (change instanceof Closed closed) {
            CaseFile after = next.dropping(closed.drop()).with(before.progress().resolved(Outcome.RECOVERED, now));
            return Optional.of(Step.of(before, after, EventType.RESOLVED, SCORE));
        }
        return Optional.empty();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
