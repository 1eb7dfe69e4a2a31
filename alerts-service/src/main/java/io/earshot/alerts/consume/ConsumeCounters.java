package io.earshot.alerts.consume;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Numbers that balance: consumed = the sum of all outcomes. */
@Component
final class ConsumeCounters {

    private final Counter consumed;
    private final Counter opened;
    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);

    ConsumeCounters(MeterRegistry registry) {
        this.consumed = Counter.builder("earshot.alerts.consumed")
                .description("Records of the feedback topic that were dealt with")
                .register(registry);
        this.opened = Counter.builder("earshot.alerts.cases.opened")
                .description("Cases opened")
                .register(registry);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(
                    outcome,
                    Counter.builder("earshot.alerts.items")
                            .description("What became of the records; the outcomes add up to those consumed")
                            .tag("outcome", outcome.slug())
                            .register(registry));
        }
    }

    void count(Outcome outcome) {
        consumed.increment();
        Objects.requireNonNull(outcomes.get(outcome)).increment();
    }

    void opened() {
        opened.increment();
    }
}
