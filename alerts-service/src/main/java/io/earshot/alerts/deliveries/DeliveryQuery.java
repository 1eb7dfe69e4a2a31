package io.earshot.alerts.deliveries;

import io.earshot.alerts.problem.FieldFault;
import io.earshot.alerts.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** What a client asks of the log of deliveries. */
record DeliveryQuery(
        List<String> statuses,
        @Nullable UUID channel,
        @Nullable DeliveryCursor cursor,
        int limit) {

    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final List<String> STATUSES =
            List.of(DeliveryRows.PENDING, DeliveryRows.DELIVERED, DeliveryRows.FAILED);
    private static final Set<String> KNOWN = Set.of("status", "channel", "cursor", "limit");

    /**
     * @throws ProblemException naming every fault
     */
    static DeliveryQuery read(MultiValueMap<String, String> parameters) {
        List<FieldFault> faults = new ArrayList<>();
        parameters.forEach((name, values) -> {
            if (!KNOWN.contains(name)) {
                faults.add(new FieldFault(name, "unknown parameter (expected: status, channel, cursor or limit)"));
            } else if (values.size() > 1) {
                faults.add(new FieldFault(name, "given " + values.size() + " times (expected: once)"));
            }
        });
        String status = parameters.getFirst("status");
        if (status != null && !STATUSES.contains(status)) {
            faults.add(new FieldFault("status", status + " (expected: one of " + String.join(", ", STATUSES) + ")"));
        }
        UUID channel = channel(parameters.getFirst("channel"), faults);
        DeliveryCursor cursor = cursor(parameters.getFirst("cursor"), faults);
        int limit = limit(parameters.getFirst("limit"), faults);
        if (!faults.isEmpty()) {
            throw ProblemException.invalid(faults);
        }
        return new DeliveryQuery(status == null ? STATUSES : List.of(status), channel, cursor, limit);
    }

    private static @Nullable UUID channel(@Nullable String text, List<FieldFault> faults) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            faults.add(new FieldFault("channel", text + " (expected: the id of a channel)"));
            return null;
        }
    }

    private static @Nullable DeliveryCursor cursor(@Nullable String text, List<FieldFault> faults) {
        if (text == null) {
            return null;
        }
        DeliveryCursor cursor = DeliveryCursor.of(text).orElse(null);
        if (cursor == null) {
            faults.add(new FieldFault("cursor", text + " (expected: what \"next\" of the page before says)"));
        }
        return cursor;
    }

    private static int limit(@Nullable String text, List<FieldFault> faults) {
        try {
            int limit = text == null ? USUAL : Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // told below, like any other limit that can't be
        }
        faults.add(new FieldFault("limit", text + " (expected: 1 to " + MOST + ")"));
        return USUAL;
    }
}
