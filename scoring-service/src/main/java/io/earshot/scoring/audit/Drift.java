package io.earshot.scoring.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the checks in the background found; the drift has to be 0. */
final class Drift {

    /** By what was checked; only what differs. */
    private final Map<Stretch, Long> found = new ConcurrentHashMap<>();

    private final Counter cells;
    private final Counter items;
    private final Counter passes;
    private final Counter failures;

    Drift(MeterRegistry registry) {
        Gauge.builder("earshot.scoring.drift", found, Drift::sum)
                .description("Cells that are not what a recount of the items says; must be 0")
                .register(registry);
        cells = counter("cells", "Cells compared with a recount in the background", registry);
        items = counter("items", "Items recounted in the background", registry);
        passes = counter("passes", "Times that everything was recounted in the background", registry);
        failures = counter("failures", "Recounts in the background that were broken off", registry);
    }

    private static Counter counter(String name, String description, MeterRegistry registry) {
        return Counter.builder("earshot.scoring.audit." + name)
                .description(description)
                .register(registry);
    }

    private static double sum(Map<Stretch, Long> found) {
        return found.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What was found where; replaces what was found there before. */
    void found(Stretch where, AuditReport report) {
        cells.increment(report.cells());
        items.increment(report.items());
        if (report.drift() == 0) {
            found.remove(where);
        } else {
            found.put(where, report.drift());
        }
    }

    /** Everything was looked at once more; what was not among it is no more, or can't be looked at any more. */
    void passed(Set<Stretch> all) {
        found.keySet().retainAll(all);
        passes.increment();
    }

    void failed() {
        failures.increment();
    }
}
