package io.earshot.alerts.cases;

import io.earshot.alerts.timers.Timer;
import io.earshot.alerts.timers.TimerHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Takes words and contact data out of cases that were resolved long ago. */
@Component
final class Forgetting implements TimerHandler {

    private static final String KIND = "forget";

    private final CaseBook book;
    private final CaseRows rows;
    private final Duration retention;
    private final Clock clock;

    Forgetting(CaseBook book, CaseRows rows, CaseProperties properties, Clock clock) {
        this.book = book;
        this.rows = rows;
        this.retention = properties.wordsRetention();
        this.clock = clock;
    }

    /**
     * When to look at a case, empty if it is not resolved or nothing is to be forgotten.
     *
     * @param retention zero for good
     */
    static Optional<Timer> timer(CaseFile file, Duration retention) {
        Instant resolvedAt = file.progress().resolvedAt();
        if (resolvedAt == null || file.erased() || retention.isZero()) {
            return Optional.empty();
        }
        return Optional.of(new Timer(
                KIND,
                resolvedAt.plus(retention).truncatedTo(ChronoUnit.MILLIS),
                file.id().toString(),
                file.store(),
                file.customer(),
                file.id(),
                ""));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean look(Timer timer) {
        Optional<CaseFile> file = rows.find(timer.store(), timer.customer(), timer.caseId());
        Instant due = file.flatMap(one -> timer(one, retention)).map(Timer::at).orElse(Instant.MAX);
        if (!due.equals(timer.at())) {
            // reopened or resolved anew, it has a timer of its own
            return true;
        }
        if (due.isAfter(clock.instant())) {
            // since this was found due, the clock was put back
            return false;
        }
        file.ifPresent(book::forget);
        return true;
    }
}
