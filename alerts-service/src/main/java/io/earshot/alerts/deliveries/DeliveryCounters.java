package io.earshot.alerts.deliveries;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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

    DeliveryCounters(MeterRegistry registry) {
        this.owed = counter(registry, "owed", "Deliveries that were recorded");
        this.delivered = counter(registry, "delivered", "Deliveries that an endpoint took");
        this.failed = counter(registry, "failed", "Deliveries given up, after the last attempt or with their channel");
        this.failedAttempts = Counter.builder("earshot.alerts.attempts.failed")
                .description("Attempts that no endpoint took")
                .register(registry);
        Gauge.builder("earshot.alerts.deliveries.pending", pending, AtomicLong::get)
                .description("Deliveries neither taken nor given up, of all instances: don't sum")
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String what, String description) {
        return Counter.builder("earshot.alerts.deliveries." + what)
                .description(description)
                .register(registry);
    }
}
