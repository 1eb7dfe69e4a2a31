package io.earshot.alerts.cases;

import io.earshot.alerts.rules.Severity;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many cases are not resolved.
 *
 * @param overdue whose customer waits although somebody should have contacted them by now
 * @param complete false if some status and severity has more than are counted: the numbers are at least these then
 */
record OpenCases(Map<Status, Long> byStatus, Map<Severity, Long> bySeverity, long overdue, boolean complete) {

    /** A count that begins. */
    static final class Tally {

        private final Map<Status, Long> byStatus = new EnumMap<>(Status.class);
        private final Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);
        private long overdue;
        private boolean complete = true;

        void add(Status status, Severity severity, long cases, long overdueOfThem) {
            byStatus.merge(status, cases, Long::sum);
            bySeverity.merge(severity, cases, Long::sum);
            overdue += overdueOfThem;
        }

        void isCutShort() {
            complete = false;
        }

        OpenCases count() {
            return new OpenCases(byStatus, bySeverity, overdue, complete);
        }
    }

    long total() {
        return byStatus.values().stream().mapToLong(Long::longValue).sum();
    }
}
