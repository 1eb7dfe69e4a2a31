package io.earshot.alerts.drops;

import io.earshot.alerts.cases.DropBook;
import io.earshot.alerts.cases.DropChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Takes published scores, and opens, updates and closes the cases of those that are watched. */
@Component
public final class ScoreWatch {

    /** Clocks of hosts differ by so much at most. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final Watches watches;
    private final DropBook book;
    private final Duration staleAfter;
    private final Clock clock;

    ScoreWatch(Watches watches, DropBook book, DropProperties properties, Clock clock) {
        this.watches = watches;
        this.book = book;
        this.staleAfter = properties.staleAfter();
        this.clock = clock;
    }

    /** Sees to a score; may be repeated, and may come after a later one. Blocks; throws while Cassandra can't be asked. */
    public DropOutcome take(String store, PublishedScore score) {
        Instant now = clock.instant();
        if (score.to().isBefore(now.minus(staleAfter)) || score.to().isAfter(now.plus(AHEAD))) {
            return DropOutcome.STALE;
        }
        Optional<Watch> watch = watches.of(store, score);
        if (watch.isEmpty()) {
            return DropOutcome.UNWATCHED;
        }
        DropChange change = book.change(store, score.name(), latest -> Judgement.of(latest, score, watch.get()));
        if (change instanceof DropChange.Opened) {
            return DropOutcome.OPENED;
        }
        if (change instanceof DropChange.Told) {
            return DropOutcome.UPDATED;
        }
        return change instanceof DropChange.Closed ? DropOutcome.RECOVERED : DropOutcome.UNCHANGED;
    }
}
