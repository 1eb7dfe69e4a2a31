package io.earshot.alerts.deliveries;

import com.datastax.oss.driver.api.core.cql.Row;
import io.earshot.alerts.channels.Channel;
import io.earshot.alerts.channels.Channels;
import io.earshot.alerts.timers.Timer;
import io.earshot.alerts.timers.TimerHandler;
import io.earshot.alerts.timers.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Finds the deliveries that are due: next attempts, and those whose instance died. For a pending delivery there is always a timer at its
 * {@code nextAt}, set before the delivery says so.
 */
@Component
final class DeliveryTimers implements TimerHandler {

    static final String KIND = "delivery";

    private static final Duration COUNT_PERIOD = Duration.ofSeconds(15);

    private final Timers timers;
    private final DeliveryRows rows;
    private final DeliveryLog log;
    private final Channels channels;
    private final Courier courier;
    private final Carriers carriers;
    private final Gathering gathering;
    private final DeliveryCounters counters;
    private final Clock clock;
    private final Duration lease;
    private Instant countedAt = Instant.EPOCH;

    DeliveryTimers(
            Timers timers,
            DeliveryRows rows,
            DeliveryLog log,
            Channels channels,
            Courier courier,
            Carriers carriers,
            Gathering gathering,
            DeliveryCounters counters,
            DeliveryProperties properties,
            Clock clock) {
        this.timers = timers;
        this.rows = rows;
        this.log = log;
        this.channels = channels;
        this.courier = courier;
        this.carriers = carriers;
        this.gathering = gathering;
        this.counters = counters;
        this.clock = clock;
        this.lease = properties.lease();
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Claims and sends the delivery if it is due. */
    @Override
    public boolean look(Timer timer) {
        UUID channelId = UUID.fromString(timer.detail());
        if (courier.isBusy(channelId)) {
            return false;
        }
        Optional<Row> row = rows.find(
                timer.store(), timer.customer(), DeliveryId.of(timer.id()).orElseThrow());
        Optional<Delivery> found = row.flatMap(DeliveryRows::pending);
        if (row.isPresent() && found.isEmpty()) {
            courier.list(row.get());
        }
        Instant now = clock.instant();
        if (found.isEmpty() || found.get().nextAt().isAfter(now)) {
            return true;
        }
        Delivery delivery = found.get();
        Delivery claimed = delivery.at(now.plus(lease).truncatedTo(ChronoUnit.MILLIS));
        timers.set(claimed.timer());
        if (rows.claim(delivery, claimed.nextAt())) {
            counters.late(Duration.between(delivery.nextAt(), now));
            if (delivery.attempts() == 0) {
                log.pending(claimed);
            }
            Optional<Channel> channel = channels.find(timer.store(), channelId);
            if (channel.isEmpty()) {
                courier.giveUp(claimed, "not sent: the channel was deleted");
            } else if (!channel.get().enabled()) {
                courier.giveUp(claimed, "not sent: the channel is disabled");
            } else {
                send(new Owed(claimed, channel.get(), rows.body(claimed), false));
            }
        }
        return true;
    }

    private void send(Owed claimed) {
        if (carriers.takesSeveral(claimed.channel().type())) {
            gathering.add(claimed).ifPresent(courier::sendClaimed);
        } else {
            courier.sendClaimed(claimed);
        }
    }

    @Override
    public void passed() {
        gathering.lookedOver().forEach(courier::sendClaimed);
        Instant now = clock.instant();
        if (!countedAt.plus(COUNT_PERIOD).isAfter(now)) {
            countedAt = now;
            counters.pending.set(timers.count(KIND));
        }
    }
}
