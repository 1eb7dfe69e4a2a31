package io.earshot.alerts.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.alerts.events.EventType;
import io.earshot.alerts.rules.Severity;
import io.earshot.alerts.timers.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StagesTest {

    private static final Instant OPENED = Instant.parse("2026-11-23T10:00:00.000Z");
    private static final Instant DUE = OPENED.plus(Duration.ofHours(4));
    private static final Instant ESCALATION = DUE.plus(Duration.ofHours(4));

    private final CaseFile open = file(new Deadline(DUE, ESCALATION, 0));

    private static CaseFile file(Deadline deadline) {
        return new CaseFile(
                "shop",
                "id:c-17",
                UUID.randomUUID(),
                1,
                CaseFile.DETRACTOR,
                "nps-detractor",
                Severity.HIGH,
                false,
                null,
                null,
                null,
                OPENED,
                OPENED,
                Progress.opened(OPENED),
                deadline,
                1,
                false,
                null);
    }

    @Test
    void remindsWhenTheTimeHasComeAndThenTellsTheLead() {
        assertThat(Stages.next(open, DUE.minusMillis(1))).isEmpty();

        Step reminder = Stages.next(open, DUE).orElseThrow();
        assertThat(reminder.type()).isEqualTo(EventType.REMINDER);
        assertThat(Stages.next(reminder.after(), ESCALATION.minusMillis(1))).isEmpty();

        Step escalation = Stages.next(reminder.after(), ESCALATION).orElseThrow();
        assertThat(escalation.type()).isEqualTo(EventType.ESCALATED);
        assertThat(Stages.next(escalation.after(), ESCALATION.plus(Duration.ofDays(365))))
                .isEmpty();
        assertThat(Stages.timer(escalation.after())).isEmpty();
    }

    @Test
    void makesUpForBothOneAfterTheOtherWhenTheServiceWasAway() {
        Instant late = ESCALATION.plus(Duration.ofDays(2));

        Step first = Stages.next(open, late).orElseThrow();

        assertThat(first.type()).isEqualTo(EventType.REMINDER);
        assertThat(Stages.timer(first.after())).map(Timer::at).contains(ESCALATION);
        assertThat(Stages.next(first.after(), late)).map(Step::type).contains(EventType.ESCALATED);
    }

    @Test
    void sayNothingOnceTheCustomerWasContacted() {
        CaseFile acknowledged = open.with(open.progress().to(Status.ACKNOWLEDGED, OPENED));
        CaseFile contacted = open.with(open.progress().to(Status.CONTACTED, OPENED));
        CaseFile resolved = open.with(open.progress().resolved(Outcome.LOST, OPENED));

        assertThat(Stages.next(acknowledged, DUE)).isPresent();
        assertThat(Stages.next(contacted, DUE)).isEmpty();
        assertThat(Stages.next(resolved, DUE)).isEmpty();
        assertThat(Stages.timer(contacted)).isEmpty();
    }

    @Test
    void followACaseThatIsDueEarlierByAndBy() {
        Timer before = Stages.timer(open).orElseThrow();
        Instant sooner = OPENED.plus(Duration.ofHours(1));
        CaseFile severer = open.with(open.deadline().noLaterThan(new Deadline(sooner, sooner.plusSeconds(60), 0)));

        assertThat(Stages.timer(severer)).map(Timer::at).contains(sooner);
        // the timer of the later time is of no use any more
        assertThat(Stages.isEarly(before, severer.with(severer.deadline().nextStage()), before.at()))
                .isFalse();
    }

    @Test
    void beginAnewWithACaseThatIsOpenedAgain() {
        CaseFile done = open.with(open.deadline().nextStage().nextStage());
        CaseFile again = done.with(Progress.opened(ESCALATION))
                .with(new Deadline(ESCALATION.plusSeconds(60), ESCALATION.plusSeconds(120), 0));

        assertThat(Stages.next(again, ESCALATION.plusSeconds(60)))
                .map(Step::type)
                .contains(EventType.REMINDER);
    }

    @Test
    void keepATimerThatWasFoundDueBeforeTheClockWasPutBack() {
        Timer timer = Stages.timer(open).orElseThrow();

        assertThat(Stages.isEarly(timer, open, DUE.minusSeconds(5))).isTrue();
        assertThat(Stages.isEarly(timer, open, DUE)).isFalse();
        assertThat(Stages.isEarly(timer.at(DUE.minusSeconds(60)), open, DUE.minusSeconds(5)))
                .as("an older timer: there is another")
                .isFalse();
        assertThat(Stages.isEarly(timer, open.with(open.deadline().nextStage()), DUE))
                .isFalse();
    }
}
