package io.earshot.scoring.responses;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.earshot.scoring.cassandra.ResponseKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** The place where a page ended, as callers carry it: the next page begins right behind it, whatever has come in since. */
final class Cursor {

    private static final int PARTS = 5;

    private Cursor() {}

    static String write(ResponseKey key) {
        String text = key.occurredAt().toEpochMilli() + ":" + key.revision() + ":" + key.ordinal() + ":" + key.offset()
                + ":" + key.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    /** Absent if it is nothing that was ever written here. */
    static Optional<ResponseKey> read(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), UTF_8).split(":", -1);
            return parts.length == PARTS
                    ? Optional.of(new ResponseKey(
                            Instant.ofEpochMilli(Long.parseLong(parts[0])),
                            parts[4],
                            Integer.parseInt(parts[1]),
                            Integer.parseInt(parts[2]),
                            Long.parseLong(parts[3])))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
