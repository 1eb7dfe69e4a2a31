package io.earshot.scoring.audit;

import io.earshot.scoring.buckets.Resolution;
import io.earshot.scoring.problem.BadQueryException;
import io.earshot.scoring.query.QueryParameters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

    private static final Set<String> NAMES = Set.of("from", "to");
    private static final Duration LONGEST = Duration.ofDays(31);

    /**
     * Reads the question from the parameters of a request; times are rounded outward to days.
     *
     * @throws BadQueryException naming every fault
     */
    static AuditQuery parse(MultiValueMap<String, String> parameters, Horizon horizon, Clock clock) {
        return QueryParameters.only(NAMES, parameters, clock).parse(given -> read(given, horizon, clock.instant()));
    }

    private static @Nullable AuditQuery read(QueryParameters parameters, Horizon horizon, Instant now) {
        Instant from = parameters.time("from");
        Instant to = parameters.value("to") == null ? now : parameters.time("to");
        if (parameters.value("from") == null) {
            parameters.fault("from", "missing (expected: an RFC 3339 time)");
        }
        if (from == null || to == null) {
            return null;
        }
        if (!from.isBefore(to)) {
            parameters.fault("from", from + " (expected: before " + to + ")");
            return null;
        }
        AuditQuery query = new AuditQuery(Resolution.DAY.floor(from), Resolution.DAY.ceiling(to));
        Duration length = Duration.between(query.from, query.to);
        if (length.compareTo(LONGEST) > 0) {
            parameters.fault(
                    "from", length.toDays() + " days up to to (expected: at most " + LONGEST.toDays() + " whole days)");
        }
        if (!horizon.reaches(query.from)) {
            parameters.fault(
                    "from",
                    from + " (expected: not before " + horizon.firstDay()
                            + ", for items or rows of earlier days may have expired)");
        }
        return query;
    }
}
