package io.earshot.alerts.deliveries;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.alerts.events.EventType;
import io.earshot.alerts.timers.Timer;
import java.time.Instant;
import java.util.UUID;

/**
 * That a channel is owed an event of a case. Its id is the {@code webhook-id}, the same over all attempts.
 *
 * @param customer the partition that holds the case
 * @param event the event's key in the case's history
 * @param type what the event is
 * @param attempts how many were made
 * @param nextAt when to look at it again: the next attempt, or the end of the lease of the one under way
 */
public record Delivery(
        UUID id,
        String store,
        String customer,
        UUID caseId,
        UUID channel,
        String event,
        EventType type,
        int attempts,
        Instant nextAt) {

    /** The id of the delivery of that event to that channel: the same whenever it is asked for. */
    static UUID idOf(String store, UUID caseId, String event, UUID channel) {
        return UUID.nameUUIDFromBytes((store + "\n" + caseId + "\n" + event + "\n" + channel).getBytes(UTF_8));
    }

    Delivery at(Instant next) {
        return new Delivery(id, store, customer, caseId, channel, event, type, attempts, next);
    }

    /** The hint to look at it then. */
    Timer timer() {
        return new Timer(DeliveryTimers.KIND, nextAt, id.toString(), store, customer, caseId, channel.toString());
    }
}
