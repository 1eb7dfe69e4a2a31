package io.earshot.alerts.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.earshot.alerts.Items;
import io.earshot.alerts.events.EventType;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.rules.Flag;
import io.earshot.alerts.rules.Severity;
import io.earshot.alerts.teams.Deadlines;
import io.earshot.feedback.FeedbackEvent.Via;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class HandworkTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Instant OPENED = Instant.parse("2026-11-21T10:15:00Z");
    private static final Instant NOW = OPENED.plus(Duration.ofHours(2));
    private static final Flag HIGH = new Flag("nps-detractor", Severity.HIGH, null, null, null);
    private static final String KEY = "key:support tool";

    private final Decisions decisions = new Decisions(
            new Deadlines(),
            new CaseProperties(
                    Duration.ofDays(30),
                    Duration.ofDays(30),
                    Duration.ofDays(400),
                    Duration.ofHours(1),
                    Duration.ofHours(4),
                    Duration.ofHours(24),
                    Duration.ofHours(72),
                    Duration.ofSeconds(30)));
    private final Handwork handwork = new Handwork(decisions);
    private final CaseFile open = decisions
            .opened(
                    new Offer("shop", Items.nps("a1", 0, 1, "c-17", OPENED), Via.INGEST, HIGH, true, false),
                    HIGH,
                    OPENED)
            .after();

    private static Patch patch(String json) {
        return Patch.read(MAPPER.readTree(json));
    }

    private Step step(CaseFile before, String json) {
        return handwork.patched(before, patch(json), KEY, NOW).orElseThrow();
    }

    private CaseFile in(String status) {
        return switch (status) {
            case "open" -> open;
            case "resolved" -> open.with(open.progress().resolved(Outcome.LOST, OPENED.plusSeconds(60)));
            default -> open.with(open.progress().to(Status.of(status).orElseThrow(), OPENED.plusSeconds(60)));
        };
    }

    private static String to(String status) {
        return status.equals("resolved")
                ? "{\"status\": \"resolved\", \"outcome\": \"recovered\"}"
                : "{\"status\": \"" + status + "\"}";
    }

    @ParameterizedTest
    @CsvSource({
        "open, acknowledged, UPDATED",
        "open, contacted, UPDATED",
        "open, resolved, RESOLVED",
        "acknowledged, contacted, UPDATED",
        "acknowledged, resolved, RESOLVED",
        "contacted, resolved, RESOLVED",
        "resolved, open, REOPENED"
    })
    void goesForwardAndFromTheEndBackToTheBegin(String from, String to, EventType type) {
        Step step = step(in(from), to(to));

        assertThat(step.after().status().slug()).isEqualTo(to);
        assertThat(step.type()).isEqualTo(type);
        assertThat(step.by()).isEqualTo(KEY);
        assertThat(step.after().version()).isEqualTo(open.version() + 1);
        assertThat(step.changes()).containsKey("status");
    }

    @ParameterizedTest
    @CsvSource({
        "acknowledged, open",
        "contacted, open",
        "contacted, acknowledged",
        "resolved, acknowledged",
        "resolved, contacted",
        "resolved, resolved"
    })
    void refusesEveryOtherStep(String from, String to) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> step(in(from), to(to)))
                .withMessageStartingWith("status: from " + from + " to " + to + " (expected: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "acknowledged", "contacted"})
    void leavesACaseThatIsThereAlready(String status) {
        assertThat(handwork.patched(in(status), patch(to(status)), KEY, NOW)).isEmpty();
        assertThat(handwork.patched(
                        in("resolved"), patch("{\"status\": \"resolved\", \"outcome\": \"lost\"}"), KEY, NOW))
                .isEmpty();
        assertThat(handwork.patched(
                        open, patch("{\"assignee\": null, \"severity\": \"high\", \"by\": \"Kim\"}"), KEY, NOW))
                .isEmpty();
    }

    @Test
    void startsAnewWhenItIsOpenedAgain() {
        CaseFile reminded = in("resolved").with(open.deadline().nextStage());

        CaseFile again = step(reminded, "{\"status\": \"open\", \"severity\": \"urgent\", \"team\": \"care\"}")
                .after();

        assertThat(again.progress()).isEqualTo(Progress.opened(NOW));
        assertThat(again.deadline())
                .isEqualTo(new Deadline(NOW.plus(Duration.ofHours(1)), NOW.plus(Duration.ofHours(2)), 0));
        assertThat(again.team()).isEqualTo("care");
        assertThat(again.openedAt()).isEqualTo(OPENED);
    }

    @Test
    void saysWhenItWasAcknowledgedContactedAndResolved() {
        CaseFile contacted = step(open, to("contacted")).after();
        CaseFile resolved = step(contacted, to("resolved")).after();

        assertThat(contacted.progress().acknowledgedAt()).isEqualTo(NOW);
        assertThat(contacted.progress().contactedAt()).isEqualTo(NOW);
        assertThat(resolved.progress().resolvedAt()).isEqualTo(NOW);
        assertThat(resolved.progress().outcome()).isEqualTo(Outcome.RECOVERED);
    }

    @Test
    void isDueSoonerWhenItMattersMoreAndLaterWhenItMattersLess() {
        assertThat(step(open, "{\"severity\": \"urgent\"}").after().deadline().dueAt())
                .isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(step(open, "{\"severity\": \"low\"}").after().deadline().dueAt())
                .isEqualTo(OPENED.plus(Duration.ofHours(72)));
        assertThat(step(in("contacted"), "{\"severity\": \"low\"}").after().deadline())
                .isEqualTo(open.deadline());
    }

    @Test
    void tellsInItsHistoryWhatWasWhoseAndWhoDidIt() {
        Step step = step(open, "{\"assignee\": \" Kim \", \"team\": \"care\", \"by\": \"Lee\"}");

        assertThat(step.agent()).isEqualTo("Lee");
        assertThat(step.changes().keySet()).containsExactly("assignee", "team");
        assertThat(step.changes().get("assignee")).containsEntry("to", "Kim").containsEntry("from", null);
        CaseFile back = step(step.after(), "{\"assignee\": null}").after();
        assertThat(back.assignee()).isNull();
        assertThat(back.team()).isEqualTo("care");
    }

    @Test
    void isNotOpenedAgainNorNotedUponOnceItsCustomerIsErased() {
        CaseFile erased = decisions.erased(open, OPENED).orElseThrow().after();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> step(erased, to("open")))
                .withMessageContaining("erased");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> handwork.noted(erased, new Note("called", null, null), 0, KEY, NOW))
                .withMessageContaining("erased");
    }

    @Test
    void takesSoManyNotes() {
        Step step = handwork.noted(open, new Note("called", "Kim", null), Handwork.MOST_NOTES - 1, KEY, NOW);

        assertThat(step.note()).isEqualTo(new Note("called", "Kim", null));
        assertThat(step.type()).isEqualTo(EventType.UPDATED);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> handwork.noted(open, new Note("called", null, null), Handwork.MOST_NOTES, KEY, NOW))
                .withMessageContaining("500 notes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | 1 fault",
                "{\"status\": \"resolved\"} | outcome: missing",
                "{\"status\": \"resolved\", \"outcome\": null} | outcome: missing",
                "{\"status\": \"contacted\", \"outcome\": \"lost\"} | outcome: lost (expected: only together with the status resolved)",
                "{\"outcome\": \"lost\"} | outcome: lost",
                "{\"status\": \"closed\"} | status: closed (expected: one of open, acknowledged, contacted, resolved)",
                "{\"status\": null} | status: null",
                "{\"status\": 1} | status: 1",
                "{\"severity\": \"HIGH\"} | severity: HIGH (expected: one of low, normal, high, urgent)",
                "{\"assignee\": \"  \"} | assignee: blank (expected: 1 to 100",
                "{\"assignee\": 7} | assignee: 7",
                "{\"by\": \"a\\nb\"} | by: a",
                "{\"colour\": \"red\"} | colour: unknown field",
                "{\"status\": \"closed\", \"severity\": \"x\", \"by\": \"\", \"colour\": 1} | 4 faults"
            })
    void refusesWhatCantBeWantedNamingEveryFault(String json, String start) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> patch(json))
                .withMessageStartingWith(start.equals("1 fault") ? ": not an object" : start);
    }

    @Test
    void readsANote() {
        assertThat(Note.read(MAPPER.valueToTree(Map.of("text", " line\nline ", "by", "Kim"))))
                .isEqualTo(new Note("line\nline", "Kim", null));
        for (Object bad :
                List.of(Map.of(), Map.of("text", " "), Map.of("text", 1), Map.of("text", "x".repeat(5_001)))) {
            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> Note.read(MAPPER.valueToTree(bad)))
                    .withMessageStartingWith("text: ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"1\"", "*", "\"7\", \"1\"", "\"1-9f\"", " \"1\" "},
            nullValues = "none")
    void isMeantByItsVersion(String ifMatch) {
        VersionTag.check(List.of(ifMatch), open);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "W/\"1\"", "1", "\"\"", "\"x\"", "\"99999999999999999999\"", ","})
    void isNotMeantByAnotherOne(String ifMatch) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> VersionTag.check(List.of(ifMatch), open))
                .withMessageStartingWith("If-Match: ")
                .withMessageContaining("expected: \"1\"");
    }

    @Test
    void hasAnotherTagWhenItsDeliveriesStandOtherwiseButIsTheSameVersion() {
        VersionTag pending = VersionTag.of(open, "pending");
        VersionTag delivered = VersionTag.of(open, "delivered");

        assertThat(pending).isNotEqualTo(delivered);
        assertThat(VersionTag.of(open).written()).isEqualTo("\"1\"");
        VersionTag.check(List.of(pending.written()), open);
        VersionTag.check(List.of(delivered.written()), open);
    }
}
