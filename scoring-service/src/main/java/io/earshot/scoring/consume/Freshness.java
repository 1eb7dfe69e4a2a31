package io.earshot.scoring.consume;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How old what is in Cassandra is: by the items, where there are some, and by the heartbeats, which come also where there are none. */
final class Freshness {

    private final Clock clock;
    private final Counter heartbeats;
    private final Timer toScore;
    private final Map<Integer, Instant> newest = new ConcurrentHashMap<>();

    Freshness(Clock clock, MeterRegistry registry) {
        this.clock = clock;
        this.toScore = Timer.builder("earshot.scoring.time.to.score")
                .description(
                        "From an item taken in until the scores with it were in Cassandra; of each write the oldest item")
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5))
                .register(registry);
        this.heartbeats = Counter.builder("earshot.pipeline.heartbeats")
                .description("Heartbeats that the stage has dealt with")
                .tag("stage", "scoring")
                .register(registry);
        Gauge.builder("earshot.pipeline.age", this, Freshness::age)
                .description(
                        "Age of the newest heartbeat that the stage has dealt with, in the partition where it is oldest")
                .baseUnit("seconds")
                .tag("stage", "scoring")
                .strongReference(true)
                .register(registry);
    }

    /**
     * A write with these marks is in Cassandra.
     *
     * @param partitions those that are still this instance's; what becomes of the others is told by others
     */
    void written(Marks marks, Set<Integer> partitions) {
        Instant oldest = marks.oldestItem();
        if (oldest != null) {
            toScore.record(Duration.between(oldest, clock.instant()));
        }
        marks.heartbeats().forEach((partition, sent) -> {
            if (partitions.contains(partition)) {
                heartbeats.increment();
                known(partition, sent);
            }
        });
    }

    /** A heartbeat that was written before, by this instance or another. */
    void known(int partition, Instant sent) {
        newest.merge(partition, sent, (one, other) -> one.isAfter(other) ? one : other);
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
