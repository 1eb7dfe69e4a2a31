package io.earshot.alerts.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.alerts.Items;
import io.earshot.alerts.rules.Flag;
import io.earshot.alerts.rules.Severity;
import io.earshot.alerts.teams.Deadlines;
import io.earshot.feedback.Button;
import io.earshot.feedback.Category;
import io.earshot.feedback.Context;
import io.earshot.feedback.Customer;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.FeedbackEvent.Via;
import io.earshot.feedback.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class CaseFileTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:15:00Z");
    private static final Flag NORMAL = new Flag("nps-detractor", Severity.NORMAL, null, null, null);
    private static final Flag HIGH = new Flag("review-detractor", Severity.HIGH, null, null, null);
    private static final Decisions DECISIONS = new Decisions(
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

    private final Feedback item = Items.nps("a1", 0, 5, "c-17", NOW);
    private final CaseFile file =
            DECISIONS.opened(offer(item, NORMAL), NORMAL, NOW).after();

    private static Offer offer(Feedback item, Flag flag) {
        return new Offer("shop", item, Via.INGEST, flag, true, false);
    }

    @Test
    void hasTheSameIdHoweverOftenItsItemComes() {
        assertThat(CaseFile.idOf("shop", "a1")).isEqualTo(CaseFile.idOf("shop", "a1"));
        assertThat(CaseFile.idOf("shop", "a1")).isNotEqualTo(CaseFile.idOf("other", "a1"));
    }

    @Test
    void getsAsSevereAsItsSeverestItemAndIsDueSooner() {
        CaseFile joined = join(HIGH);

        assertThat(joined.severity()).isEqualTo(Severity.HIGH);
        assertThat(joined.deadline().dueAt()).isEqualTo(NOW.plusSeconds(60).plus(Duration.ofHours(4)));
        assertThat(joined.version()).isEqualTo(2);
        assertThat(joined.itemCount()).isEqualTo(2);
        assertThat(joined.rule()).isEqualTo("nps-detractor");
    }

    @Test
    void isNotDueLaterForAnItemThatIsNoWorse() {
        assertThat(join(NORMAL).deadline()).isEqualTo(file.deadline());
    }

    @Test
    void readsAsItWasWritten() {
        assertThat(CaseJson.file(CaseJson.written(file))).isEqualTo(file);
    }

    private CaseFile join(Flag flag) {
        Feedback other = Items.nps("a2", 0, 1, "c-17", NOW);
        return DECISIONS
                .joined(file, offer(other, flag), flag, NOW.plusSeconds(60))
                .after();
    }

    @Test
    void showsWhatTheContractShows() {
        JsonNode json = CaseJson.of(file, List.of(CaseJson.item(item)));

        assertThat(json.propertyNames())
                .containsExactly(
                        "id",
                        "version",
                        "kind",
                        "status",
                        "severity",
                        "rule",
                        "customer",
                        "assignee",
                        "team",
                        "openedAt",
                        "updatedAt",
                        "dueAt",
                        "acknowledgedAt",
                        "contactedAt",
                        "resolvedAt",
                        "outcome",
                        "itemCount",
                        "items");
        assertThat(json.path("assignee").isNull()).isTrue();
        assertThat(json.path("dueAt").asString()).isEqualTo("2026-11-22T10:15:00Z");
        assertThat(json.path("items").get(0).propertyNames())
                .containsExactly("id", "revision", "kind", "metric", "score", "scale", "comment", "occurredAt");
    }

    @Test
    void keepsAMessageWithinTwentyKilobytes() {
        ObjectNode large = CaseJson.item(largest());

        String many = CaseJson.message("case.updated", NOW, file, Collections.nCopies(100, CaseJson.item(item)));
        String one = CaseJson.message("case.updated", NOW, file, List.of(large));

        assertThat(many.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(20_000);
        assertThat(one.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(20_000);
    }

    @Test
    void knowsACustomerByIdElseByMailElseByTheItem() {
        assertThat(Identity.of(item)).isEqualTo("id:c-17");
        assertThat(Identity.of(by(new Customer(null, "Kim@Shop.Example", null, List.of()))))
                .startsWith("email:")
                .isEqualTo(Identity.of(by(new Customer(null, "kim@shop.example", null, List.of()))))
                .doesNotContain("kim");
        assertThat(Identity.of(by(new Customer(null, null, "Kim", List.of())))).isEqualTo("item:b1");
        assertThat(Identity.of(by(null))).isEqualTo("item:b1");
    }

    private static Feedback by(Customer customer) {
        return new Button(new Submission("b1", 0, NOW, "Broken", customer, Context.NONE), Category.BUG, null);
    }

    /** Control characters take six bytes each in JSON. */
    private static Feedback largest() {
        return new Button(new Submission("b1", 0, NOW, "\u0001".repeat(5_000), null, Context.NONE), Category.BUG, null);
    }
}
