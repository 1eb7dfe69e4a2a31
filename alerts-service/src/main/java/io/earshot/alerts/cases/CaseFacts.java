package io.earshot.alerts.cases;

import io.earshot.alerts.numbers.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a step means for the numbers. */
final class CaseFacts {

    private CaseFacts() {}

    /** With the milliseconds since the case was opened, the last time, where it is about that; else 0. */
    static Map<Fact, Long> of(Step step) {
        Map<Fact, Long> facts = new EnumMap<>(Fact.class);
        Progress before = step.before() == null ? null : step.before().progress();
        Progress after = step.after().progress();
        switch (step.type()) {
            case OPENED -> facts.put(Fact.OPENED, 0L);
            case REOPENED -> facts.put(Fact.REOPENED, 0L);
            case REMINDER -> facts.put(Fact.REMINDED, 0L);
            case ESCALATED -> facts.put(Fact.ESCALATED, 0L);
            case RESOLVED, UPDATED -> {
                // told by the case below
            }
        }
        if (before == null) {
            return facts;
        }
        if (step.isByHand() && isNew(before.acknowledgedAt(), after.acknowledgedAt())) {
            facts.put(Fact.ACKNOWLEDGED, took(after, after.acknowledgedAt()));
        }
        if (isNew(before.contactedAt(), after.contactedAt())) {
            facts.put(Fact.CONTACTED, took(after, after.contactedAt()));
        }
        Outcome outcome = after.outcome();
        if (outcome != null && isNew(before.resolvedAt(), after.resolvedAt())) {
            facts.put(fact(outcome), took(after, after.resolvedAt()));
        }
        return facts;
    }

    static Fact fact(Outcome outcome) {
        return switch (outcome) {
            case RECOVERED -> Fact.RECOVERED;
            case LOST -> Fact.LOST;
            case NO_REPLY -> Fact.NO_REPLY;
            case NOT_AN_ISSUE -> Fact.NOT_AN_ISSUE;
        };
    }

    private static boolean isNew(@Nullable Instant before, @Nullable Instant after) {
        return before == null && after != null;
    }

    private static long took(Progress progress, @Nullable Instant at) {
        return at == null
                ? 0
                : Math.max(0, Duration.between(progress.since(), at).toMillis());
    }

    /** As the line of the history keeps them. */
    static Map<String, Long> written(Map<Fact, Long> facts) {
        Map<String, Long> written = new HashMap<>();
        facts.forEach((fact, millis) -> written.put(fact.slug(), millis));
        return written;
    }

    static Map<Fact, Long> read(@Nullable Map<String, Long> written) {
        Map<Fact, Long> facts = new EnumMap<>(Fact.class);
        if (written != null) {
            written.forEach((slug, millis) -> Fact.of(slug).ifPresent(fact -> facts.put(fact, millis)));
        }
        return facts;
    }
}
