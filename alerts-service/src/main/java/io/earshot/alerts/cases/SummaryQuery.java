package io.earshot.alerts.cases;

import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The time that a summary is about.
 *
 * @param from a full hour
 * @param to a full hour, not included
 */
record SummaryQuery(Instant from, Instant to) {

    private static final Set<String> KNOWN = Set.of("from", "to");
    private static final Duration USUAL = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

    /**
     * Rounds outward to full hours.
     *
     * @throws ProblemException naming every fault
     */
    static SummaryQuery read(MultiValueMap<String, String> parameters, Instant now) {
        List<FieldFault> faults = new ArrayList<>();
        parameters.forEach((name, values) -> {
            if (!KNOWN.contains(name)) {
                faults.add(new FieldFault(name, "unknown parameter (expected: from or to)"));
            } else if (values.size() > 1) {
                faults.add(new FieldFault(name, "given " + values.size() + " times (expected: once)"));
            }
        });
        Instant to = time("to", parameters.getFirst("to"), now, faults);
        Instant from = time("from", parameters.getFirst("from"), to.minus(USUAL), faults);
        if (faults.isEmpty() && !from.isBefore(to)) {
            faults.add(new FieldFault("from", from + " (expected: before to, " + to + ")"));
        } else if (faults.isEmpty() && Duration.between(from, to).compareTo(LONGEST) > 0) {
            faults.add(new FieldFault("from", from + " (expected: at most 366 days before to, " + to + ")"));
        }
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
        Instant end = to.truncatedTo(ChronoUnit.HOURS);
        return new SummaryQuery(
                from.truncatedTo(ChronoUnit.HOURS), end.equals(to) ? end : end.plus(1, ChronoUnit.HOURS));
    }

    private static Instant time(String name, @Nullable String text, Instant usual, List<FieldFault> faults) {
        if (text == null) {
            return usual;
        }
        try {
            Instant time = Instant.parse(text);
            if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
                return time;
            }
        } catch (DateTimeException e) {
            // told below, like any other time that can't be
        }
        faults.add(new FieldFault(
                name, text + " (expected: a time such as 2026-11-21T10:15:00Z, from the year 2000 on, before 3000)"));
        return usual;
    }
}
