package io.earshot.alerts.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** The last case of a page: the next one begins after it, whatever was opened since. */
record Cursor(Instant openedAt, UUID id) {

    String written() {
        String text = openedAt.toEpochMilli() + "/" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    static Optional<Cursor> of(String written) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(written), UTF_8);
            int slash = text.indexOf('/');
            return slash < 0
                    ? Optional.empty()
                    : Optional.of(new Cursor(
                            Instant.ofEpochMilli(Long.parseLong(text.substring(0, slash))),
                            UUID.fromString(text.substring(slash + 1))));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
