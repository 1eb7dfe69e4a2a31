package io.earshot.alerts.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.alerts.rules.Severity;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StandingTest {

    private static final Instant DUE = Instant.parse("2026-11-22T10:15:30.123Z");

    private final Standing now = new Standing("detractor", Status.ACKNOWLEDGED, Severity.HIGH, "Kim", null, DUE);

    @Test
    void isAsItWasBeforeAChange() {
        Standing before = now.before(CaseJson.parse("""
                {"status": {"from": "open", "to": "acknowledged"}, "assignee": {"from": null, "to": "Kim"},
                 "team": {"from": "care", "to": null}, "severity": {"from": "normal", "to": "high"},
                 "dueAt": {"from": "2026-11-23T06:15:30.123456Z", "to": "2026-11-22T10:15:30.123Z"}}"""));

        assertThat(before)
                .isEqualTo(new Standing(
                        "detractor",
                        Status.OPEN,
                        Severity.NORMAL,
                        null,
                        "care",
                        Instant.parse("2026-11-23T06:15:30.123Z")));
        assertThat(now.before(CaseJson.parse("{\"outcome\": {\"from\": null, \"to\": \"lost\"}}")))
                .isEqualTo(now);
    }

    @Test
    void standsInEachListOfItsCaseUntilThatIsResolved() {
        assertThat(now.places("shop"))
                .extracting(place -> place.shelf().list())
                .containsExactly("", "assignee:Kim", "team:");
        assertThat(now.places("shop"))
                .allSatisfy(place -> assertThat(place.dueAt()).isEqualTo(DUE));
        assertThat(new Standing("score-drop", Status.OPEN, Severity.HIGH, null, null, DUE).places("shop"))
                .extracting(place -> place.shelf().list())
                .containsExactly("", "assignee:", "team:", "kind:score-drop");
        assertThat(new Standing("detractor", Status.RESOLVED, Severity.HIGH, "Kim", null, DUE).places("shop"))
                .isEmpty();
    }

    @Test
    void isInTheSlotThatBeganLast() {
        assertThat(DueSlots.begin(DUE)).isEqualTo("2026-11-22T10:10:00Z");
        assertThat(DueSlots.begin(DueSlots.begin(DUE))).isEqualTo(DueSlots.begin(DUE));
        assertThat(DueSlots.begin(Instant.EPOCH.minusMillis(1))).isEqualTo(Instant.EPOCH.minus(Duration.ofMinutes(10)));
    }
}
