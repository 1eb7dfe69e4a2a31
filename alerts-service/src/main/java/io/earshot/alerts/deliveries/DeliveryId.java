package io.earshot.alerts.deliveries;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What makes a delivery the one it is; as text it is the {@code webhook-id}. The text holds all three, so a delivery is found by its id without
 * an index.
 *
 * @param event the event's key in the case's history, a number of 10 digits
 */
public record DeliveryId(UUID caseId, String event, UUID channel) {

    private static final String PREFIX = "msg_";
    private static final int BYTES = 16 + 16 + 8;

    /** Reads an id as it is shown; empty if it is none. */
    static Optional<DeliveryId> of(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
            if (bytes.length != BYTES) {
                return Optional.empty();
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            UUID caseId = new UUID(buffer.getLong(), buffer.getLong());
            UUID channel = new UUID(buffer.getLong(), buffer.getLong());
            return Optional.of(new DeliveryId(caseId, "%010d".formatted(buffer.getLong()), channel));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(caseId.getMostSignificantBits())
                .putLong(caseId.getLeastSignificantBits())
                .putLong(channel.getMostSignificantBits())
                .putLong(channel.getLeastSignificantBits())
                .putLong(Long.parseLong(event))
                .array();
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
