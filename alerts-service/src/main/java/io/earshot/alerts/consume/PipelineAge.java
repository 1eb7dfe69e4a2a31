package io.earshot.alerts.consume;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** How old what is recorded is, by the heartbeats that come through the topic behind the items. */
@Component
final class PipelineAge {

    private final Clock clock;
    private final Counter heartbeats;
    private final Map<Integer, Instant> newest = new ConcurrentHashMap<>();

    PipelineAge(Clock clock, MeterRegistry registry) {
        this.clock = clock;
        this.heartbeats = Counter.builder("earshot.pipeline.heartbeats")
                .description("Heartbeats that the stage has dealt with")
                .tag("stage", "alerts")
                .register(registry);
        Gauge.builder("earshot.pipeline.age", this, PipelineAge::age)
                .description(
                        "Age of the newest heartbeat that the stage has dealt with, in the partition where it is oldest")
                .baseUnit("seconds")
                .tag("stage", "alerts")
                .register(registry);
    }

    /**
     * All that came before these is recorded.
     *
     * @param sent when the newest was sent, by partition
     */
    void recorded(Map<Integer, Instant> sent) {
        heartbeats.increment(sent.size());
        sent.forEach(
                (partition, time) -> newest.merge(partition, time, (one, other) -> one.isAfter(other) ? one : other));
    }

    /** The partition is somebody else's. */
    void forget(int partition) {
        newest.remove(partition);
    }

    /** In seconds; not a number while no heartbeat has come. */
    double age() {
        return newest.values().stream()
                .min(Instant::compareTo)
                .map(oldest -> Duration.between(oldest, clock.instant()).toMillis() / 1_000.0)
                .orElse(Double.NaN);
    }
}
