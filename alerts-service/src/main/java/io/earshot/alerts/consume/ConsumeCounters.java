package io.earshot.alerts.consume;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
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

    private final Timer toCase;

    ConsumeCounters(MeterRegistry registry) {
        this.toCase = Timer.builder("earshot.alerts.time.to.case")
                .description("From an answer taken in until it was in a case")
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10))
                .register(registry);
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

    /** Counts how long an item took that went to a case. */
    void recorded(Duration took) {
        toCase.record(took);
    }

    void opened() {
        opened.increment();
    }
}
