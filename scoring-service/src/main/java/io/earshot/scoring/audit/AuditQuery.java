package io.earshot.scoring.audit;

import io.earshot.feedback.Fault;
import io.earshot.scoring.access.AccessFilter;
import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.problem.BadQueryException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * Which days are to be recounted.
 *
 * @param from the start of a day, UTC
 * @param to the start of a later day
 */
record AuditQuery(Instant from, Instant to) {

    private static final Set<String> NAMES = Set.of("from", "to", AccessFilter.KEY);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");

    /**
     * Reads the question from the parameters of a request; times are rounded outward to days.
     *
     * @throws BadQueryException naming every fault
     */
    static AuditQuery parse(MultiValueMap<String, String> parameters, Clock clock) {
        List<Fault> faults = new ArrayList<>();
        parameters.keySet().stream()
                .filter(name -> !NAMES.contains(name))
                .sorted()
                .forEach(name -> faults.add(new Fault(name, "unknown parameter (expected: one of from, to)")));
        Instant from = time("from", parameters, faults);
        if (parameters.getFirst("from") == null) {
            faults.add(new Fault("from", "missing (expected: an RFC 3339 time)"));
        }
        Instant to = parameters.getFirst("to") == null ? clock.instant() : time("to", parameters, faults);
        if (from == null || to == null || !faults.isEmpty()) {
            throw new BadQueryException(faults);
        }
        if (!from.isBefore(to)) {
            throw new BadQueryException(List.of(new Fault("from", from + " (expected: before " + to + ")")));
        }
        AuditQuery query = new AuditQuery(Resolution.DAY.floor(from), Resolution.DAY.ceiling(to));
        Duration length = Duration.between(query.from, query.to);
        if (length.compareTo(LONGEST) > 0) {
            throw new BadQueryException(List.of(new Fault(
                    "from",
                    length.toDays() + " days up to to (expected: at most " + LONGEST.toDays() + " whole days)")));
        }
        return query;
    }

    private static @Nullable Instant time(String name, MultiValueMap<String, String> parameters, List<Fault> faults) {
        String text = parameters.getFirst(name);
        if (text == null) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
                return time;
            }
            faults.add(new Fault(name, time + " (expected: from " + EARLIEST + " to " + LATEST + ")"));
        } catch (DateTimeException e) {
            String shown = text.length() <= 60 ? text : text.substring(0, 60) + "…";
            faults.add(new Fault(name, '"' + shown + "\" (expected: an RFC 3339 time such as 2026-11-21T10:15:00Z)"));
        }
        return null;
    }
}
