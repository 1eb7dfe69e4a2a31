package io.earshot.alerts.consume;

import io.earshot.alerts.drops.DropOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Numbers that balance: scores consumed = the sum of all outcomes. */
@Component
final class ScoreCounters {

    private final ConsumeCounters cases;
    private final Counter consumed;
    private final Map<DropOutcome, Counter> outcomes = new EnumMap<>(DropOutcome.class);

    ScoreCounters(MeterRegistry registry, ConsumeCounters cases) {
        this.cases = cases;
        this.consumed = Counter.builder("earshot.alerts.scores.consumed")
                .description("Records of the scores topic that were dealt with")
                .register(registry);
        for (DropOutcome outcome : DropOutcome.values()) {
            outcomes.put(
                    outcome,
                    Counter.builder("earshot.alerts.scores")
                            .description("What became of the scores; the outcomes add up to those consumed")
                            .tag("outcome", outcome.slug())
                            .register(registry));
        }
    }

    void count(List<DropOutcome> dealtWith) {
        consumed.increment(dealtWith.size());
        for (DropOutcome outcome : dealtWith) {
            Objects.requireNonNull(outcomes.get(outcome)).increment();
            if (outcome == DropOutcome.OPENED) {
                cases.opened();
            }
        }
    }
}
