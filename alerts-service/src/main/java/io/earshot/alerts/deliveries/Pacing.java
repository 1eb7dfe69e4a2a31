package io.earshot.alerts.deliveries;

import io.earshot.alerts.channels.Channel;
import io.earshot.alerts.events.CaseEvent;
import java.time.Instant;

/** Holds deliveries back: people don't want to hear at every hour. Of several the latest time counts. */
public interface Pacing {

    /**
     * When the first attempt may be made; now or earlier for at once. Asked while the delivery is recorded, so it blocks for a moment at most.
     */
    Instant notBefore(CaseEvent event, Channel channel, Instant now);
}
