package io.earshot.alerts.cases;

import io.earshot.alerts.events.EventType;
import io.earshot.alerts.timers.Timer;
import io.earshot.alerts.timers.TimerHandler;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/** Reminds when a customer was not contacted in time, and escalates when still nobody did it: each once. */
@Component
final class Stages implements TimerHandler {

    private static final String KIND = "stage";
    private static final String CLOCK = "clock";

    private final CaseBook book;
    private final Clock clock;

    Stages(CaseBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    /** When to look at the case next, empty if nothing is to be done any more. */
    static Optional<Timer> timer(CaseFile file) {
        Instant next = file.deadline().next();
        if (next == null || !file.progress().isWaiting()) {
            return Optional.empty();
        }
        return Optional.of(new Timer(
                KIND,
                next.truncatedTo(ChronoUnit.MILLIS),
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
        AtomicBoolean isEarly = new AtomicBoolean();
        book.change(timer.store(), timer.customer(), timer.caseId(), file -> {
            Instant now = clock.instant();
            isEarly.set(isEarly(timer, file, now));
            return next(file, now);
        });
        // each stage has a timer of its own: this one is done with, unless it is that of a stage that is still to come
        return !isEarly.get();
    }

    /** Whether the case still waits for this timer: since it was found due, the clock was put back. */
    static boolean isEarly(Timer timer, CaseFile file, Instant now) {
        Instant next = file.deadline().next();
        return next != null
                && file.progress().isWaiting()
                && next.isAfter(now)
                && !timer.at().isBefore(next.truncatedTo(ChronoUnit.MILLIS));
    }

    /** The stage that is due, empty if none is. */
    static Optional<Step> next(CaseFile file, Instant now) {
        Instant next = file.deadline().next();
        if (next == null || !file.progress().isWaiting() || next.isAfter(now)) {
            return Optional.empty();
        }
        EventType type = file.deadline().stage() == 0 ? EventType.REMINDER : EventType.ESCALATED;
        CaseFile after = file.changed(now.truncatedTo(ChronoUnit.MILLIS))
                .with(file.deadline().nextStage());
        return Optional.of(Step.of(file, after, type, CLOCK));
    }
}
