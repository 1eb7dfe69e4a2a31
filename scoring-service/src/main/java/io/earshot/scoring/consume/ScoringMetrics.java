package io.earshot.scoring.consume;

import io.earshot.scoring.fold.Entry;
import io.earshot.scoring.fold.Outcome;
import io.earshot.scoring.measure.Contribution;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the scoring group did. The numbers balance: consumed is the sum of the outcomes. They count deliveries: what is read again after a
 * restart counts again.
 */
final class ScoringMetrics {

    private final Counter consumed;
    private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
    private final Counter rowWrites;
    private final Counter lookUps;
    private final Counter epochs;
    private final Counter others;
    private final Timer flush;
    private final AnswerCounters answers;

    ScoringMetrics(MeterRegistry registry) {
        answers = new AnswerCounters(registry);
        consumed = Counter.builder("earshot.scoring.consumed")
                .description("Records read from the log")
                .register(registry);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(
                    outcome,
                    Counter.builder("earshot.scoring.outcomes")
                            .description("What became of the records read")
                            .tag(
                                    "outcome",
                                    outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .register(registry));
        }
        rowWrites = Counter.builder("earshot.scoring.row.writes")
                .description("Score rows written")
                .register(registry);
        lookUps = Counter.builder("earshot.scoring.item.lookups")
                .description("Items looked for in Cassandra because the memory could not tell whether they came before")
                .register(registry);
        epochs = Counter.builder("earshot.scoring.source.epochs")
                .description("Times that a log was found to have lost its end")
                .register(registry);
        others = Counter.builder("earshot.scoring.segments.other")
                .description("Values counted as ~other because their dimension had too many in a bucket")
                .register(registry);
        flush = Timer.builder("earshot.scoring.flush")
                .description("Time to write the changed rows")
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(registry);
    }

    void count(Outcome outcome) {
        consumed.increment();
        outcomes.get(outcome).increment();
    }

    /** Counts what became of an item; one that was not known also among the answers. */
    void count(Outcome outcome, Entry entry) {
        count(outcome);
        Contribution contribution = outcome == Outcome.APPLIED ? entry.contribution() : null;
        if (contribution != null) {
            answers.count(contribution);
        }
    }

    void countedAsOther(long values) {
        others.increment(values);
    }

    void written(int rows, Duration took) {
        rowWrites.increment(rows);
        flush.record(took);
    }

    void lookedUp(int items) {
        lookUps.increment(items);
    }

    Counter epochs() {
        return epochs;
    }
}
