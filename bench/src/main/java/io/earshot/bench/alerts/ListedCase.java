package io.earshot.bench.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What distinguishes a case from the others of the list.
 *
 * @param customer the shop's id of the customer
 * @param item the id of the only item
 * @param dueAt as long after it was opened as any other
 * @param assignee null for nobody
 * @param team null for none
 */
record ListedCase(
        UUID id,
        String customer,
        String item,
        Instant openedAt,
        Instant dueAt,
        String severity,
        @Nullable String assignee,
        @Nullable String team) {

    static final int ASSIGNEES = 20;
    static final int TEAMS = 5;

    private static final List<String> SEVERITIES =
            List.of("low", "normal", "normal", "normal", "normal", "normal", "normal", "high", "high", "urgent");
    /** Of ten cases. */
    private static final int ASSIGNED = 7;

    private static final int WITH_TEAM = 8;
    private static final int OF = 10;

    private static final long SLOT_MILLIS = 600_000;

    /** One of many, always the same for the same number. */
    static ListedCase of(long number, String store, Instant openedAt, Instant dueAt) {
        SplittableRandom random = new SplittableRandom(number);
        String item = "item-" + number;
        return new ListedCase(
                UUID.nameUUIDFromBytes((store + "\n" + item).getBytes(UTF_8)),
                "customer-" + number,
                item,
                openedAt,
                dueAt,
                SEVERITIES.get(random.nextInt(SEVERITIES.size())),
                random.nextInt(OF) < ASSIGNED ? "agent-" + random.nextInt(ASSIGNEES) : null,
                random.nextInt(OF) < WITH_TEAM ? "team-" + random.nextInt(TEAMS) : null);
    }

    String month() {
        return YearMonth.from(openedAt.atZone(ZoneOffset.UTC)).toString();
    }

    /** The begin of the ten minutes in which it is due. */
    Instant slot() {
        return Instant.ofEpochMilli(Math.floorDiv(dueAt.toEpochMilli(), SLOT_MILLIS) * SLOT_MILLIS);
    }
}
