package io.earshot.alerts.timers;

import java.time.Instant;
import java.util.UUID;

/**
 * A hint: look at something at that time. What is to be done then stands elsewhere; a timer too many does no harm.
 *
 * @param kind whose it is
 * @param at when to look, in whole milliseconds
 * @param id what to look at, one of a kind
 * @param customer the partition that holds the case
 * @param detail for its handler, may be empty
 */
public record Timer(String kind, Instant at, String id, String store, String customer, UUID caseId, String detail) {

    /** The same thing, to be looked at at another time. */
    public Timer at(Instant other) {
        return new Timer(kind, other, id, store, customer, caseId, detail);
    }
}
