package io.earshot.alerts.deliveries;

import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.channels.Channel;
import io.earshot.alerts.channels.Channels;
import io.earshot.alerts.problem.ProblemException;
import io.earshot.alerts.timers.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Sends a delivery by hand: one that ended goes again, with the same id and all its attempts; one that waits goes now. As everywhere a timer is
 * set before the row says that something is owed.
 */
@Component
final class Redelivery {

    private final DeliveryRows rows;
    private final DeliveryLog log;
    private final Channels channels;
    private final Timers timers;
    private final Courier courier;
    private final Clock clock;
    private final Duration lease;

    Redelivery(
            DeliveryRows rows,
            DeliveryLog log,
            Channels channels,
            Timers timers,
            Courier courier,
            DeliveryProperties properties,
            Clock clock) {
        this.rows = rows;
        this.log = log;
        this.channels = channels;
        this.timers = timers;
        this.courier = courier;
        this.clock = clock;
        this.lease = properties.lease();
    }

    /**
     * Blocks until it is owed, not until it is sent.
     *
     * @param row the delivery
     * @throws ProblemException 409 if there is no channel that could take it, or somebody else was faster
     */
    void send(Row row) {
        Instant until = clock.instant().plus(lease).truncatedTo(ChronoUnit.MILLIS);
        Optional<Delivery> pending = DeliveryRows.pending(row);
        Delivery delivery = pending.orElseGet(() -> DeliveryRows.delivery(row, until));
        Channel channel = channels.find(delivery.store(), delivery.id().channel())
                .orElseThrow(
                        () -> ProblemException.conflict("the channel was deleted: there is nowhere to send it to"));
        if (!channel.enabled()) {
            throw ProblemException.conflict("the channel is disabled (expected: one that is enabled)");
        }
        Delivery owed = pending.isPresent() ? delivery.at(until) : delivery.again(until);
        timers.set(owed.timer());
        boolean isOurs = pending.isPresent() ? rows.claim(delivery, until) : rows.reopen(owed);
        if (!isOurs) {
            throw ProblemException.conflict(
                    "the delivery changed this very moment (expected: look at it, and ask again)");
        }
        if (pending.isEmpty()) {
            courier.countOwedAgain();
            log.again(owed, DeliveryRows.text(row, "state"))
                    .toCompletableFuture()
                    .join();
        }
        courier.sendClaimed(new Owed(owed, channel, rows.body(owed), false));
    }
}
