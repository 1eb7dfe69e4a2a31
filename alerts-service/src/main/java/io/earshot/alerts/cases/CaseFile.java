package io.earshot.alerts.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.alerts.rules.Flag;
import io.earshot.alerts.rules.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A case without its items and history, as of one version.
 *
 * @param customer the partition that it lies in
 * @param version 1 when it opens, one more with each change
 * @param rule the rule that opened it
 * @param who the customer as the items named them, null if none did
 * @param itemCount how many items went into it
 */
record CaseFile(
        String store,
        String customer,
        UUID id,
        long version,
        String kind,
        Status status,
        Severity severity,
        String rule,
        @Nullable JsonNode who,
        @Nullable String assignee,
        @Nullable String team,
        Instant openedAt,
        Instant updatedAt,
        Instant dueAt,
        @Nullable String outcome,
        int itemCount) {

    private static final String DETRACTOR = "detractor";

    /** The id of the case that an item opens: the same however often the item is seen. */
    static UUID idOf(String store, String item) {
        return UUID.nameUUIDFromBytes((store + "\n" + item).getBytes(UTF_8));
    }

    static CaseFile open(
            String store, String customer, UUID id, Flag flag, @Nullable JsonNode who, Instant now, Duration due) {
        return new CaseFile(
                store,
                customer,
                id,
                1,
                DETRACTOR,
                Status.OPEN,
                flag.severity(),
                flag.rule(),
                who,
                null,
                null,
                now,
                now,
                now.plus(due),
                null,
                1);
    }

    /** The case with one more item: it gets as severe as its severest item, and is due no later than before. */
    CaseFile join(Flag flag, @Nullable JsonNode sameWho, Instant now, Function<Severity, Duration> due) {
        Severity severer = severity.max(flag.severity());
        Instant dueNow = now.plus(due.apply(severer));
        return new CaseFile(
                store,
                customer,
                id,
                version + 1,
                kind,
                status,
                severer,
                rule,
                who == null ? sameWho : who,
                assignee,
                team,
                openedAt,
                now,
                severer != severity && dueNow.isBefore(dueAt) ? dueNow : dueAt,
                outcome,
                itemCount + 1);
    }

    /** The key of the event that led to this version. */
    String eventKey() {
        return String.format("%010d", version);
    }
}
