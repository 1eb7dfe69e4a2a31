package io.earshot.alerts.deliveries;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** The last delivery of a page: the next one begins after it, whatever was owed since. */
record DeliveryCursor(Instant at, String id) {

    static DeliveryCursor after(DeliveryLog.Entry entry) {
        return new DeliveryCursor(entry.at(), entry.id());
    }

    String written() {
        String text = at.toEpochMilli() + "/" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    static Optional<DeliveryCursor> of(String written) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(written), UTF_8);
            int slash = text.indexOf('/');
            return slash < 0
                    ? Optional.empty()
                    : Optional.of(new DeliveryCursor(
                            Instant.ofEpochMilli(Long.parseLong(text.substring(0, slash))), text.substring(slash + 1)));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
