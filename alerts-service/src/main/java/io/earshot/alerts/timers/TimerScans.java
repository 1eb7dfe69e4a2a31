package io.earshot.alerts.timers;

import io.earshot.alerts.store.Cassandra;
import java.time.Clock;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs a scan for each kind of timers. */
@Component
final class TimerScans implements SmartLifecycle {

    private final List<TimerScan> scans;
    private volatile boolean running;

    TimerScans(List<TimerHandler> handlers, Timers timers, Cassandra cassandra, Clock clock) {
        this.scans = handlers.stream()
                .map(handler -> new TimerScan(handler, timers, cassandra, clock))
                .toList();
    }

    @Override
    public void start() {
        scans.forEach(TimerScan::start);
        running = true;
    }

    @Override
    public void stop() {
        scans.forEach(TimerScan::stop);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        // stops before those that they hand over to
        return 1;
    }
}
