package io.earshot.alerts.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/**
 * A place in a list by due time: customers who wait come first, and of these who has waited longest beyond what was promised.
 *
 * @param isWaiting whether the customer still waits to hear from somebody
 */
record DueCursor(boolean isWaiting, Instant dueAt, UUID id) implements Comparable<DueCursor> {

    private static final Comparator<DueCursor> ORDER = Comparator.comparing((DueCursor place) -> !place.isWaiting())
            .thenComparing(DueCursor::dueAt)
            .thenComparing(place -> place.id().toString());

    private static final int PARTS = 3;

    @Override
    public int compareTo(DueCursor other) {
        return ORDER.compare(this, other);
    }

    String written() {
        String text = (isWaiting ? "w" : "c") + "/" + dueAt.toEpochMilli() + "/" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    static Optional<DueCursor> of(String written) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(written), UTF_8).split("/", -1);
            return parts.length != PARTS
                    ? Optional.empty()
                    : Optional.of(new DueCursor(
                            parts[0].equals("w"),
                            Instant.ofEpochMilli(Long.parseLong(parts[1])),
                            UUID.fromString(parts[2])));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
