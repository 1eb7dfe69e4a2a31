package io.earshot.alerts.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a case changed: what channels and the topic are told.
 *
 * @param customer the partition that holds the case
 * @param version of the case after the change; no two events of a case have the same
 * @param kind {@code detractor} or {@code score-drop}
 * @param rule the rule that opened the case
 * @param team the team that it is with, null for none
 * @param body {@code {"type", "timestamp", "data": {the case}}}, at most 20,000 bytes
 */
public record CaseEvent(
        String store,
        String customer,
        UUID caseId,
        long version,
        EventType type,
        Instant at,
        String kind,
        String rule,
        @Nullable String team,
        String body) {

    /** The event's key in the case's history: sorts as the versions do. */
    public String key() {
        return key(version);
    }

    /** The key of the event that led to a version. */
    public static String key(long version) {
        return String.format("%010d", version);
    }
}
