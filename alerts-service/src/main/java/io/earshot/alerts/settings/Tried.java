package io.earshot.alerts.settings;

import io.earshot.alerts.message.Words;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What came of a dry run.
 *
 * @param words how much would have been flagged
 * @param note what else is to be known, empty for nothing
 * @param examples the newest of it
 */
record Tried(String words, String note, List<Example> examples) {

    /**
     * @param excerpt of what the customer said, empty without words
     */
    record Example(String at, String words, String severity, String excerpt) {}

    static Tried of(JsonNode result) {
        return new Tried(
                "Would have flagged " + result.path("flagged").asLong() + " of "
                        + Words.count(result.path("read").asLong(), "answer", "answers") + " in the last 30 days",
                result.path("complete").asBoolean() ? "" : "Not all of them could be read in time.",
                result.path("examples").valueStream().map(Tried::example).toList());
    }

    private static Example example(JsonNode json) {
        String at = json.path("occurredAt").asString();
        return new Example(
                at,
                Words.time(Instant.parse(at), ZoneOffset.UTC),
                json.path("severity").asString(""),
                json.path("excerpt").asString(""));
    }
}
