package io.earshot.alerts.deliveries;

import io.earshot.alerts.events.EventType;
import io.earshot.alerts.timers.Timer;
import java.time.Instant;

/**
 * That a channel is owed an event of a case.
 *
 * @param id the {@code webhook-id}, the same over all attempts
 * @param customer the partition that holds the case
 * @param type what the event is
 * @param at when it happened
 * @param round how often it was sent again by hand
 * @param attempts how many were made in this round
 * @param nextAt when to look at it again: the next attempt, or the end of the lease of the one under way
 * @param isListed whether the list of pending deliveries may name it: one that succeeds at once never gets there
 */
public record Delivery(
        DeliveryId id,
        String store,
        String customer,
        EventType type,
        Instant at,
        int round,
        int attempts,
        Instant nextAt,
        boolean isListed) {

    Delivery at(Instant next) {
        return new Delivery(id, store, customer, type, at, round, attempts, next, isListed);
    }

    /** As after the attempt under way. */
    Delivery attempted() {
        return new Delivery(id, store, customer, type, at, round, attempts + 1, nextAt, isListed);
    }

    /** Owed once more, with all its attempts. */
    Delivery again(Instant next) {
        return new Delivery(id, store, customer, type, at, round + 1, 0, next, true);
    }

    /** The hint to look at it then. */
    Timer timer() {
        return new Timer(
                DeliveryTimers.KIND,
                nextAt,
                id.toString(),
                store,
                customer,
                id.caseId(),
                id.channel().toString());
    }
}
