package io.earshot.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.earshot.feedback.Button;
import io.earshot.feedback.Feedback;
import io.earshot.feedback.Metric;
import io.earshot.feedback.PostedJson;
import io.earshot.feedback.Review;
import io.earshot.feedback.Survey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DemoWeekTest {

    private static final Instant END = Instant.parse("2026-11-22T10:00:00Z");

    private final PostedJson posted = new PostedJson();
    private final List<Feedback> items = new DemoWeek(END)
            .items().stream()
                    .map(JsonMapper.shared()::writeValueAsBytes)
                    .map(json -> posted.read(json, () -> "none", Clock.fixed(END, ZoneOffset.UTC)))
                    .toList();

    @Test
    void isTheSameEachTimeItIsPlayed() {
        assertThat(new DemoWeek(END).items()).isEqualTo(new DemoWeek(END).items());
    }

    @Test
    void hasAllKindsAndAllMetrics() {
        assertThat(items).hasAtLeastOneElementOfType(Survey.class);
        assertThat(items).hasAtLeastOneElementOfType(Review.class);
        assertThat(items).hasAtLeastOneElementOfType(Button.class);
        assertThat(items.stream()
                        .filter(Survey.class::isInstance)
                        .map(item -> ((Survey) item).metric())
                        .distinct())
                .containsExactlyInAnyOrder(Metric.NPS, Metric.CSAT, Metric.CES);
    }

    @Test
    void countsEachItemOnce() {
        assertThat(items).extracting(Feedback::id).doesNotHaveDuplicates().doesNotContain("none");
    }

    @Test
    void happenedInTheWeekBefore() {
        assertThat(items)
                .extracting(Feedback::occurredAt)
                .allSatisfy(at -> assertThat(at).isBetween(END.minus(Duration.ofDays(7)), END.minusSeconds(1)))
                .isSorted();
    }

    @Test
    void comesFromManySidesOfTheShop() {
        assertThat(items.stream().map(item -> item.context().channel()).distinct())
                .hasSizeGreaterThanOrEqualTo(4);
        assertThat(items.stream().map(item -> item.context().touchpoint()).distinct())
                .hasSizeGreaterThanOrEqualTo(6);
        assertThat(items.stream().map(item -> item.context().product()).distinct())
                .hasSizeGreaterThanOrEqualTo(6);
        assertThat(items.stream().map(item -> item.context().locale()).distinct())
                .hasSizeGreaterThanOrEqualTo(8);
    }
}
