package io.earshot.alerts.deliveries;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Numbers that balance: owed = delivered + failed + pending. */
@Component
final class DeliveryCounters {

    final Counter owed;
    final Counter delivered;
    final Counter failed;
    final Counter failedAttempts;
    final AtomicLong pending = new AtomicLong();
    private final Timer toDelivery;
    private final Timer lateness;

    DeliveryCounters(MeterRegistry registry) {
        this.owed = counter(registry, "owed", "Deliveries that were recorded");
        this.delivered = counter(registry, "delivered", "Deliveries that an endpoint took");
        this.failed = counter(registry, "failed", "Deliveries given up, after the last attempt or with their channel");
        this.failedAttempts = Counter.builder("earshot.alerts.attempts.failed")
                .description("Attempts that no endpoint took")
                .register(registry);
        this.toDelivery = Timer.builder("earshot.alerts.time.to.delivery")
                .description("From a change of a case until an endpoint had taken the message")
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10))
                .register(registry);
        this.lateness = Timer.builder("earshot.alerts.delivery.lateness")
                .description("From when an attempt was due until it began, of those that were not made at once")
                .serviceLevelObjectives(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10))
                .register(registry);
        Gauge.builder("earshot.alerts.deliveries.pending", pending, AtomicLong::get)
                .description("Deliveries neither taken nor given up, of all instances: don't sum")
                .register(registry);
    }

    /** Counts how long a message took that was taken. */
    void took(Duration time) {
        toDelivery.record(time);
    }

    /** Counts how much later than it was due an attempt begins. */
    void late(Duration time) {
        lateness.record(time);
    }

    private static Counter counter(MeterRegistry registry, String what, String description) {
        return Counter.builder("earshot.alerts.deliveries." + what)
                .description(description)
                .register(registry);
    }
}
