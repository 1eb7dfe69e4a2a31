package io.earshot.alerts.cases;

import io.earshot.alerts.events.EventType;
import io.earshot.alerts.numbers.Fact;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What happens to cases, counted by the instance that wrote it. */
@Component
final class CaseCounters {

    private static final Duration[] HOURS_AND_DAYS = {
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofMinutes(30),
        Duration.ofHours(1),
        Duration.ofHours(2),
        Duration.ofHours(4),
        Duration.ofHours(8),
        Duration.ofDays(1),
        Duration.ofDays(2),
        Duration.ofDays(3),
        Duration.ofDays(7)
    };

    private final Map<EventType, Counter> changes = new EnumMap<>(EventType.class);
    private final Map<Fact, Counter> resolved = new EnumMap<>(Fact.class);
    private final Timer toAcknowledge;
    private final Timer toContact;
    private final Timer toResolve;

    CaseCounters(MeterRegistry registry) {
        for (EventType type : EventType.values()) {
            if (type.isOfCase()) {
                changes.put(
                        type,
                        Counter.builder("earshot.alerts.case.changes")
                                .description("Changes of cases that were told, by what happened")
                                .tag("type", type.slug())
                                .register(registry));
            }
        }
        for (Outcome outcome : Outcome.values()) {
            resolved.put(
                    CaseFacts.fact(outcome),
                    Counter.builder("earshot.alerts.cases.resolved")
                            .description("Cases resolved, by outcome")
                            .tag("outcome", outcome.slug())
                            .register(registry));
        }
        this.toAcknowledge = timer(registry, "acknowledge", "until somebody had looked at it");
        this.toContact = timer(registry, "contact", "until the customer was contacted");
        this.toResolve = timer(registry, "resolve", "until it was resolved");
    }

    private static Timer timer(MeterRegistry registry, String step, String what) {
        return Timer.builder("earshot.alerts.case.time.to." + step)
                .description("From the opening of a case, the last one, " + what)
                .serviceLevelObjectives(HOURS_AND_DAYS)
                .register(registry);
    }

    void count(EventType type, Map<Fact, Long> facts) {
        Counter change = changes.get(type);
        if (change != null) {
            change.increment();
        }
        facts.forEach((fact, millis) -> count(fact, Duration.ofMillis(millis)));
    }

    private void count(Fact fact, Duration took) {
        switch (fact) {
            case ACKNOWLEDGED -> toAcknowledge.record(took);
            case CONTACTED -> toContact.record(took);
            case RECOVERED, LOST, NO_REPLY, NOT_AN_ISSUE -> {
                toResolve.record(took);
                Counter counter = resolved.get(fact);
                if (counter != null) {
                    counter.increment();
                }
            }
            case OPENED, REOPENED, REMINDED, ESCALATED -> {
                // counted as changes
            }
        }
    }
}
