package io.earshot.alerts.inbox;

import io.earshot.alerts.message.Words;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A moment as a page shows it: in UTC, until a script has put it into the reader's own time.
 *
 * @param written for the {@code datetime} attribute
 * @param words for people
 */
record Moment(String written, String words) {

    static Moment of(Instant at) {
        return new Moment(at.toString(), Words.time(at, ZoneOffset.UTC));
    }

    /** The moment that the field names, null if it names none. */
    static @Nullable Moment of(JsonNode json, String field) {
        String text = json.path(field).asString("");
        return text.isEmpty() ? null : of(Instant.parse(text));
    }
}
